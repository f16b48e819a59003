// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.cordon.suite.Bytes;

/** Feeds a decoder seeded mutations of a valid encoding. */
public final class DecoderMutations {
    private DecoderMutations() {}

    /**
     * Checks that every mutation is refused as malformed, or is itself the canonical encoding of what it decodes to.
     *
     * @param recode decodes and encodes again
     */
    public static void check(Bytes valid, UnaryOperator<Bytes> recode, int mutations, long seed) {
        assertThat(recode.apply(valid)).isEqualTo(valid);
        SplittableRandom random = new SplittableRandom(seed);
        int refused = 0;
        for (int i = 0; i < mutations; i++) {
            Bytes mutated = mutate(valid, random);
            try {
                assertThat(recode.apply(mutated))
                        .as("mutation %d, seed %d", i, seed)
                        .isEqualTo(mutated);
            } catch (MalformedEncoding expected) {
                refused++;
            }
        }
        System.out.println("seed " + seed + ": " + refused + " of " + mutations + " mutations refused");
        assertThat(refused).isPositive();
    }

    private static Bytes mutate(Bytes valid, SplittableRandom random) {
        byte[] bytes = valid.toByteArray();
        switch (random.nextInt(4)) {
            case 0 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            case 2 -> {
                return valid.slice(0, random.nextInt(bytes.length));
            }
            default -> {
                byte[] longer = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(8));
                return Bytes.wrap(longer);
            }
        }
        return Bytes.wrap(bytes);
    }
}
