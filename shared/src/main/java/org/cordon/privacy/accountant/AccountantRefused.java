// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy.accountant;

/** An accountant has no valid bound for what it was asked; it never gives a guess instead. */
public final class AccountantRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String mend;

    AccountantRefused(String sentence, String mend) {
        super(sentence);
        this.mend = mend;
    }

    /** What is refused, as one sentence. */
    public String sentence() {
        return String.valueOf(getMessage());
    }

    /** What can be asked instead, as one sentence. */
    public String mend() {
        return mend;
    }
}
