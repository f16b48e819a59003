// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

/**
 * A log on disk cannot be used as it is: damaged, in use by another process, or unreadable. The message is one sentence that
 * says what and where; nothing was changed.
 */
public final class LogRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final BundleFinding.Problem problem;

    /** What is wrong, and where. */
    public LogRefused(String sentence) {
        this(sentence, BundleFinding.Problem.UNREADABLE);
    }

    LogRefused(String sentence, BundleFinding.Problem problem) {
        super(sentence);
        this.problem = problem;
    }

    /** What is wrong, and where, as {@code cause} told. */
    public LogRefused(String sentence, Throwable cause) {
        super(sentence, cause);
        this.problem = BundleFinding.Problem.UNREADABLE;
    }

    BundleFinding.Problem problem() {
        return problem;
    }
}
