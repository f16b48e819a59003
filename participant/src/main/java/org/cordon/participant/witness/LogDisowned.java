// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.witness;

/**
 * The coordinator has shown two logs: this member takes part in nothing until its operator has looked. The message is one
 * sentence with the place of the evidence and what to do.
 */
public final class LogDisowned extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LogDisowned(String evidence) {
        super("the coordinator has signed two checkpoints that cannot both be of one log, and the evidence is in "
                + evidence
                + "; show it to the other members and agree which log counts, then move the evidence out of that"
                + " directory, and the log too if it was the other one");
    }
}
