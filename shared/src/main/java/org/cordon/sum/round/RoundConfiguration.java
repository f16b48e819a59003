// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.round;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cordon.member.Threshold;
import org.cordon.privacy.NoiseShare;
import org.cordon.suite.Digest;
import org.cordon.suite.HashLabel;
import org.cordon.suite.Hashes;
import org.cordon.suite.Transcript;
import org.cordon.sum.ring.OutOfRange;
import org.cordon.sum.ring.Ring;
import org.cordon.sum.ring.RingVector;

/**
 * The shape and bounds of one round's vector, which every party derives on its own from the charter and the state.
 *
 * <p><b>Guarantees.</b> The ring is the narrowest in which a sum over all N members of the manifest cannot wrap: {@code N *
 * maxAbs + noiseTail < 2^(W-1)}, in exact integers.
 *
 * <p>Source: docs/protocol.md, Parameters.
 *
 * @param statistic what the words are
 * @param length words before the count slot
 * @param maxAbs bound on every word before the count slot, at least 1
 * @param noise what every member adds to hide its units; empty without differential privacy
 * @param members N of the manifest
 * @param minSurvivors m of the charter
 */
public record RoundConfiguration(
        String statistic, int length, long maxAbs, Optional<NoiseShare> noise, int members, int minSurvivors) {
    public RoundConfiguration {
        if (length < 1) {
            throw new IllegalArgumentException("length must be at least 1, but was " + length);
        }
        if (maxAbs < 1) {
            throw new IllegalArgumentException("maxAbs must be at least 1, but was " + maxAbs);
        }
    }

    /** Demands that N is the manifest's and m at least t: with a smaller m a sum could open that t cannot certify. */
    void requireFor(Threshold threshold) {
        if (members != threshold.members()) {
            throw new IllegalArgumentException(
                    "members must be those of the manifest, " + threshold.members() + ", but was " + members);
        }
        if (minSurvivors < threshold.threshold() || minSurvivors > members) {
            throw new IllegalArgumentException("minSurvivors must be in [" + threshold.threshold() + ", " + members
                    + "], but was " + minSurvivors);
        }
    }

    /** The ring of the round. */
    public Ring ring() {
        // Spec: docs/protocol.md#ring.width
        return Ring.smallestFor(
                BigInteger.valueOf(maxAbs).multiply(BigInteger.valueOf(members)).add(noiseTail()));
    }

    /** How far all noise together may reach beyond the bounds: 0 without noise. */
    public BigInteger noiseTail() {
        return noise.map(share -> BigInteger.valueOf(share.tail(members))).orElse(BigInteger.ZERO);
    }

    /** Words of the vector: the values and the count slot, which comes last. */
    public int words() {
        return length + 1;
    }

    /** Blocks of {@link Block#WORDS} words; the last may be shorter. */
    public int blocks() {
        return (words() + Block.WORDS - 1) / Block.WORDS;
    }

    /** Bytes of a packed vector. */
    public long vectorBytes() {
        return (long) words() * ring().bytesPerWord();
    }

    /**
     * x of one member: its values, of which none may exceed maxAbs in size, and the count slot 1.
     *
     * @throws OutOfRange naming the first value that does: values are refused, never clipped
     */
    public RingVector contribution(long[] values) {
        if (values.length != length) {
            throw new IllegalArgumentException("values must be " + length + ", but were " + values.length);
        }
        long[] slots = Arrays.copyOf(values, words());
        slots[length] = 1;
        try {
            return RingVector.ofSigned(ring(), slots, maxAbs);
        } finally {
            Arrays.fill(slots, 0);
        }
    }

    /** What {@code open} names. */
    public Digest digest() {
        // Spec: docs/protocol.md#ring.configuration
        List<byte[]> fields = new ArrayList<>(List.of(
                statistic.getBytes(StandardCharsets.UTF_8),
                Hashes.u32(words()),
                Hashes.u16(ring().wordBits()),
                new Transcript().u64(maxAbs).toByteArray(),
                noiseTail().toByteArray(),
                Hashes.u16(members),
                Hashes.u16(minSurvivors)));
        noise.map(RoundConfiguration::encoded).ifPresent(fields::add);
        return Hashes.h(HashLabel.CONFIGURATION, fields.toArray(byte[][]::new));
    }

    private static byte[] encoded(NoiseShare share) {
        return new Transcript()
                .raw(share.release().encode())
                .u16(share.corrupt())
                .u64(share.variance())
                .toByteArray();
    }
}
