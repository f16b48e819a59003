// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.doctor;

import org.cordon.cli.CommandFailure;

/**
 * What a check found.
 *
 * @param problem what is wrong; empty where the check passed
 * @param mend what the reader can do about it; empty where the check passed
 * @param seen what was found, for people, where the check passed
 */
public record Finding(Status status, String problem, String mend, String seen) {
    /** How bad it is; only {@link #FAILED} fails the command. */
    public enum Status {
        PASSED,
        WARNING,
        FAILED
    }

    public Finding {
        if ((status == Status.PASSED) != (problem.isEmpty() && mend.isEmpty())) {
            throw new IllegalArgumentException("problem and mend must both be set unless the check passed, but were \""
                    + problem + "\", \"" + mend + "\" for " + status);
        }
    }

    /** All is well. */
    public static Finding passed(String seen) {
        return new Finding(Status.PASSED, "", "", seen);
    }

    /** The node would start, but not as it should be. */
    public static Finding warning(String problem, String mend) {
        return new Finding(Status.WARNING, problem, mend, "");
    }

    /** What would keep a command from its work. */
    public static Finding failed(CommandFailure failure) {
        return failed(failure.sentence(), failure.mend());
    }

    /** The node would not start, or not do its work. */
    public static Finding failed(String problem, String mend) {
        return new Finding(Status.FAILED, problem, mend, "");
    }
}
