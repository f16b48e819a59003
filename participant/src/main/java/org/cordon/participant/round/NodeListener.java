// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.round;

import org.cordon.suite.Digest;
import org.cordon.suite.Scope;
import org.cordon.sum.epoch.Violation;

/** Hears what a participant does; called on the threads of its tasks, so an implementation is quick and thread-safe. */
public interface NodeListener {
    /** Hears nothing. */
    NodeListener SILENT = new NodeListener() {};

    /** A task's rounds are taken part in from now on. */
    default void joined(Digest session, String task) {}

    /** A task's charter was refused. */
    default void refused(Digest session) {}

    /** A step of a round begins here. */
    default void step(Scope where, String step) {}

    /** A sum was applied. */
    default void summed(Scope where, int survivors) {}

    /** The own check of a sum passed. */
    default void checked(Scope where) {}

    /** An attempt or a round ended without a sum. */
    default void aborted(Scope where) {}

    /** The coordinator, or another member, broke the protocol. */
    default void violated(Violation kind) {}

    /** The coordinator did not answer. */
    default void unavailable() {}

    /** The rows gave no contribution. */
    default void dataRefused() {}

    /** What nobody foresaw. */
    default void failed() {}

    /** A task ended. */
    default void ended(Digest session) {}
}
