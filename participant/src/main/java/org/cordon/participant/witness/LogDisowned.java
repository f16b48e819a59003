// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.witness;

/**
 * The coordinator has shown two logs, or one that cannot be read here: this member takes part in nothing until its operator has
 * looked. The message is one sentence with the cause and what to do.
 */
public final class LogDisowned extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private LogDisowned(String sentence) {
        super(sentence);
    }

    /** @param evidence where it lies */
    static LogDisowned twoLogs(String evidence) {
        return new LogDisowned(
                "the coordinator has signed two checkpoints that cannot both be of one log, and the evidence is in "
                        + evidence
                        + "; show it to the other members and agree which log counts, then move the evidence out of that"
                        + " directory, and the log too if it was the other one");
    }

    /** @param why one sentence about the leaf */
    static LogDisowned unreadable(String why) {
        return new LogDisowned(
                "the coordinator has put into the protocol log what this version cannot read: " + why
                        + "; if other members run a newer version of Cordon, install that and start again, else show this sentence to them");
    }
}
