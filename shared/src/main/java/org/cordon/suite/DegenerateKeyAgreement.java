// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.suite;

/** An X25519 agreement gave the all-zero output (RFC 7748 section 6.1): one side of the pair sent a low-order key. */
public final class DegenerateKeyAgreement extends RuntimeException {
    private final int low;
    private final int high;

    DegenerateKeyAgreement(int low, int high) {
        super("key agreement of members " + low + " and " + high
                + " must not give the all-zero X25519 output, but did: one of them sent a low-order key");
        this.low = low;
        this.high = high;
    }

    /** The lower manifest index of the pair. */
    public int low() {
        return low;
    }

    /** The higher manifest index of the pair. */
    public int high() {
        return high;
    }
}
