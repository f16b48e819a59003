// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.sharing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cordon.suite.Randomness;
import org.cordon.suite.Secret;

/**
 * Shamir's secret sharing (Shamir 1979) over GF(2^8) with the polynomial 0x11b, byte by byte: any {@code threshold} of
 * {@code members} shares give the secret, fewer say nothing about it.
 *
 * <p><b>Guarantees.</b> Time and memory access do not depend on secrets or shares: bytes are multiplied eight at a time
 * by public factors with shifts and masks; tables are indexed by public numbers only.
 *
 * <p><b>Does not check</b> that shares belong together: a wrong share gives a wrong secret, which the caller's
 * commitment to the secret tells.
 *
 * <p>Immutable and safe for concurrent use.
 */
public final class Shamir {
    static final int MAX_MEMBERS = 255;

    private final int threshold;
    private final int members;
    /** x to the power of the degree, for every degree below the threshold and every x up to N. */
    private final int[][] powersByDegree;

    /** Sharing among members 1 to {@code members}, at most 255. */
    public Shamir(int threshold, int members) {
        if (members < 1 || members > MAX_MEMBERS) {
            throw new IllegalArgumentException("members must be in [1, 255], but was " + members);
        }
        if (threshold < 1 || threshold > members) {
            throw new IllegalArgumentException("threshold must be in [1, " + members + "], but was " + threshold);
        }
        this.threshold = threshold;
        this.members = members;
        this.powersByDegree = new int[threshold][members + 1];
        Arrays.fill(powersByDegree[0], 1);
        for (int degree = 1; degree < threshold; degree++) {
            for (int x = 1; x <= members; x++) {
                powersByDegree[degree][x] = PackedField.publicProduct(powersByDegree[degree - 1][x], x);
            }
        }
    }

    public int threshold() {
        return threshold;
    }

    public int members() {
        return members;
    }

    /** The shares of members 1 to N, in this order; the caller closes them. */
    public List<Share> split(Secret secret, Randomness randomness) {
        long[] accumulators = new long[(members + 1) * PackedField.WORDS];
        long[] multiples = new long[PackedField.MULTIPLES];
        byte[] drawn = new byte[(threshold - 1) * Secret.BYTES];
        randomness.nextBytes(drawn);
        byte[] constant = secret.copyBytes();
        try {
            for (int x = 1; x <= members; x++) {
                PackedField.load(constant, 0, accumulators, x);
            }
            for (int degree = 1; degree < threshold; degree++) {
                PackedField.multiples(drawn, (degree - 1) * Secret.BYTES, multiples);
                int[] powers = powersByDegree[degree];
                for (int x = 1; x <= members; x++) {
                    PackedField.addMultiple(accumulators, x, multiples, powers[x]);
                }
            }
            List<Share> shares = new ArrayList<>(members);
            for (int x = 1; x <= members; x++) {
                shares.add(new Share(x, PackedField.toSecret(accumulators, x)));
            }
            return shares;
        } finally {
            Arrays.fill(accumulators, 0);
            Arrays.fill(multiples, 0);
            Arrays.fill(drawn, (byte) 0);
            Arrays.fill(constant, (byte) 0);
        }
    }

    /** The secret, from shares of at least {@code threshold} distinct members; the first {@code threshold} are used. */
    public Secret combine(List<Share> shares) {
        int[] indexes = shares.stream().mapToInt(Share::index).toArray();
        return combiner(indexes).combine(shares.stream().map(Share::value).toList());
    }

    /** What combines many secrets from shares of these same members, at least {@code threshold} distinct ones. */
    public Combiner combiner(int... indexes) {
        if (indexes.length < threshold) {
            throw new IllegalArgumentException("shares must be at least " + threshold + ", but were " + indexes.length);
        }
        boolean[] seen = new boolean[members + 1];
        for (int index : indexes) {
            if (index < 1 || index > members) {
                throw new IllegalArgumentException("index must be in [1, " + members + "], but was " + index);
            }
            if (seen[index]) {
                throw new IllegalArgumentException("indexes must be distinct, but had " + index + " twice");
            }
            seen[index] = true;
        }
        return new Combiner(PackedField.lagrangeAtZero(Arrays.copyOf(indexes, threshold)), indexes.length);
    }

    /** Combines secrets whose shares come from one set of members; immutable and safe for concurrent use. */
    public static final class Combiner {
        private final int[] coefficients;
        private final int shares;

        private Combiner(int[] coefficients, int shares) {
            this.coefficients = coefficients;
            this.shares = shares;
        }

        /** The secret whose shares these are, in the order of the indexes the combiner was made for. */
        public Secret combine(List<Secret> values) {
            if (values.size() != shares) {
                throw new IllegalArgumentException("values must be " + shares + ", but were " + values.size());
            }
            long[] byBit = new long[PackedField.MULTIPLES_OF_TWO];
            try {
                for (int i = 0; i < coefficients.length; i++) {
                    byte[] value = values.get(i).copyBytes();
                    PackedField.addToBits(byBit, value, coefficients[i]);
                    Arrays.fill(value, (byte) 0);
                }
                return PackedField.sumOfBits(byBit);
            } finally {
                Arrays.fill(byBit, 0);
            }
        }
    }
}
