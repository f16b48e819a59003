// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.process;

/** An external trainer did not answer as it must; there is no contribution. Its process has been ended unless it refused in words. */
public final class TrainerFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String sentence;
    private final String mend;

    TrainerFailed(String sentence, String mend) {
        super(sentence + "; " + mend);
        this.sentence = sentence;
        this.mend = mend;
    }

    /** What is wrong. */
    public String sentence() {
        return sentence;
    }

    /** What the reader can do about it. */
    public String mend() {
        return mend;
    }
}
