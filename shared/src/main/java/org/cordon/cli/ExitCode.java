// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.cli;

/** What {@code cordon} tells the shell; the numbers are part of the command's contract and never change meaning. */
public enum ExitCode {
    OK(0, "fine", ""),
    CHECK_FAILED(1, "a check failed", "the output says which; the same input gives the same answer"),
    UNREADABLE_INPUT(2, "an input cannot be read", "correct the file or the path that is named"),
    EVIDENCE_MISSING(3, "evidence is missing", "fetch what is named, then run the command again"),
    USAGE(64, "the command line is wrong", "see `--help` of the command that is named"),
    BUG(
            70,
            "a bug of ours, or the build failed",
            "report it with the file that is named; it holds no arguments and no data"),
    SYSTEM_REFUSED(
            71,
            "a port, file or directory cannot be had: in use, or not writable",
            "stop what holds it or name another; nothing was overwritten"),
    PEER_REFUSED(
            77,
            "a node of the consortium does not accept this one",
            "`cordon doctor` says why; renew the certificate, or correct the address that is named");

    private final int value;
    private final String meaning;
    private final String mend;

    ExitCode(int value, String meaning, String mend) {
        this.value = value;
        this.meaning = meaning;
        this.mend = mend;
    }

    /** The number the process ends with. */
    public int value() {
        return value;
    }

    /** The meaning in a few words. */
    public String meaning() {
        return meaning;
    }

    /** What mends it in general, as Markdown; what a command prints says more. Empty for {@link #OK}. */
    public String mend() {
        return mend;
    }
}
