// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.ring;

import java.math.BigInteger;

/**
 * The integers modulo 2^W in which a round sums (docs/protocol.md, Parameters).
 *
 * @param wordBits W: a multiple of 8 from 16 to 64
 */
public record Ring(int wordBits) {
    private static final int MIN_BITS = 16;
    private static final int MAX_BITS = 64;

    public Ring {
        if (wordBits < MIN_BITS || wordBits > MAX_BITS || wordBits % 8 != 0) {
            throw new IllegalArgumentException("wordBits must be a multiple of 8 from 16 to 64, but was " + wordBits);
        }
    }

    /** The smallest ring with {@code bound < 2^(W-1)}, exactly; {@link OverflowsRing} when there is none. */
    public static Ring smallestFor(BigInteger bound) {
        if (bound.signum() < 0) {
            throw new IllegalArgumentException("bound must be at least 0, but was " + bound);
        }
        // bound < 2^(W-1) means that it has at most W - 1 bits.
        int needed = Math.max(MIN_BITS, bound.bitLength() + 1);
        if (needed > MAX_BITS) {
            throw new OverflowsRing(bound);
        }
        return new Ring((needed + 7) / 8 * 8);
    }

    /** W / 8. */
    public int bytesPerWord() {
        return wordBits / 8;
    }

    /** 2^(W-1) - 1: sums of this size or less, either sign, come back unchanged. */
    public long maxSum() {
        return Long.MAX_VALUE >>> (MAX_BITS - wordBits);
    }

    /** The representative of {@code word} modulo 2^W in [-2^(W-1), 2^(W-1)). */
    long centred(long word) {
        int spare = MAX_BITS - wordBits;
        return word << spare >> spare;
    }
}
