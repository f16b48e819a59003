// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.cli;

/** What {@code cordon} tells the shell; the numbers are part of the command's contract and never change meaning. */
public enum ExitCode {
    OK(0, "fine"),
    CHECK_FAILED(1, "a check failed"),
    UNREADABLE_INPUT(2, "an input cannot be read"),
    EVIDENCE_MISSING(3, "evidence is missing"),
    USAGE(64, "the command line is wrong"),
    SYSTEM_REFUSED(71, "a port, file or directory cannot be had"),
    PEER_REFUSED(77, "a node of the consortium does not accept this one"),
    BUG(70, "a bug of ours");

    private final int value;
    private final String meaning;

    ExitCode(int value, String meaning) {
        this.value = value;
        this.meaning = meaning;
    }

    /** The number the process ends with. */
    public int value() {
        return value;
    }

    /** The meaning in a few words, as {@code --help} prints it. */
    public String meaning() {
        return meaning;
    }
}
