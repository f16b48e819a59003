// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.round;

import org.cordon.suite.Bytes;
import org.cordon.suite.Scope;

/** Hears what a task does, on the task's own thread; for progress displays and embedding programs. */
public interface TaskListener {
    /** Hears nothing. */
    TaskListener SILENT = new TaskListener() {};

    /** A sum was opened and the state advanced. */
    default void summed(Scope where, int cohort, int survivors, Bytes state) {}

    /** An attempt or a round ended without a sum. */
    default void aborted(Scope where, String why) {}

    /** The task was ended before its computation was done. */
    default void stopped(String why) {}

    /** The task has no more rounds, and its last state is published. */
    default void ended(Bytes state) {}
}
