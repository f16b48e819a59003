// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.round;

import org.cordon.suite.Bytes;
import org.cordon.suite.Scope;
import org.cordon.sum.round.MemberMessage;
import org.cordon.sum.round.Step;

/**
 * Hears what a task does, on the task's own thread and, for {@link #refused}, on that of the call; for progress displays,
 * metrics and embedding programs. An implementation is quick.
 */
public interface TaskListener {
    /** Hears nothing. */
    TaskListener SILENT = new TaskListener() {};

    /** A step of an attempt begins. */
    default void step(Scope where, Step step) {}

    /** An epoch stands, over so many members. */
    default void epochEstablished(int epoch, int members) {}

    /** An epoch could not be set up. */
    default void epochDropped(int epoch) {}

    /** A member said that it does not take part. */
    default void refused(int member, MemberMessage.Refusal.Reason reason) {}

    /** Tells both. */
    static TaskListener both(TaskListener one, TaskListener other) {
        return new BothListeners(one, other);
    }

    /** A sum was opened and the state advanced. */
    default void summed(Scope where, int cohort, int survivors, Bytes state) {}

    /** An attempt or a round ended without a sum. */
    default void aborted(Scope where, String why) {}

    /** The task was ended before its computation was done. */
    default void stopped(String why) {}

    /** The task has no more rounds, and its last state is published. */
    default void ended(Bytes state) {}
}
