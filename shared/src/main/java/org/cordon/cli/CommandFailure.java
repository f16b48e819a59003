// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.cli;

/**
 * A failure that a command expects: it ends the command with an exit code, one sentence saying what is wrong, and one
 * saying how to mend it.
 *
 * <p>Commands throw it, or map the sealed outcomes of the packages below to it. Nobody sees its stack trace.
 */
public class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ExitCode exitCode;
    private final String mend;

    /**
     * Says what is wrong and how to mend it.
     *
     * @param exitCode neither {@link ExitCode#OK} nor {@link ExitCode#BUG}
     * @param sentence what is wrong, with the value that is; never a secret
     * @param mend what the reader can do about it
     */
    public CommandFailure(ExitCode exitCode, String sentence, String mend) {
        super(sentence);
        this.exitCode = expected(exitCode);
        this.mend = mend;
    }

    /** The same, keeping the cause for a debugger; it is not printed. */
    public CommandFailure(ExitCode exitCode, String sentence, String mend, Throwable cause) {
        super(sentence, cause);
        this.exitCode = expected(exitCode);
        this.mend = mend;
    }

    private static ExitCode expected(ExitCode exitCode) {
        if (exitCode == ExitCode.OK || exitCode == ExitCode.BUG) {
            throw new IllegalArgumentException("exitCode must be that of an expected failure, but was " + exitCode);
        }
        return exitCode;
    }

    public final ExitCode exitCode() {
        return exitCode;
    }

    /** What is wrong, as one sentence. */
    public final String sentence() {
        return String.valueOf(getMessage());
    }

    /** How to mend it, as one sentence. */
    public final String mend() {
        return mend;
    }
}
