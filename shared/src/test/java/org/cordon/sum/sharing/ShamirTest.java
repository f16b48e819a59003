// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.cordon.suite.Secret;
import org.junit.jupiter.api.Test;

class ShamirTest {
    private static final long SEED = 0x7368616dL;

    private final Random random = new Random(SEED);

    @Test
    void productsAreThoseOfFips197() {
        assertThat(PackedField.publicProduct(0x57, 0x83)).isEqualTo(0xc1);
        assertThat(PackedField.publicProduct(0x57, 0x13)).isEqualTo(0xfe);
        for (int element = 1; element < 256; element++) {
            assertThat(PackedField.publicProduct(element, PackedField.publicInverse(element)))
                    .isEqualTo(1);
        }
    }

    @Test
    void packedProductsEqualSingleOnes() {
        long[] table = new long[PackedField.MULTIPLES];
        for (int factor = 0; factor < 256; factor++) {
            byte[] source = new byte[32];
            random.nextBytes(source);
            long[] rows = new long[PackedField.WORDS];
            PackedField.multiples(source, 0, table);
            PackedField.addMultiple(rows, 0, table, factor);
            byte[] byTable = PackedField.toSecret(rows, 0).copyBytes();
            long[] bits = new long[PackedField.MULTIPLES_OF_TWO];
            PackedField.addToBits(bits, source, factor);
            byte[] byBits = PackedField.sumOfBits(bits).copyBytes();
            for (int i = 0; i < 32; i++) {
                byte expected = (byte) PackedField.publicProduct(source[i] & 0xff, factor);
                assertThat(byTable[i]).as("seed %d", SEED).isEqualTo(expected);
                assertThat(byBits[i]).as("seed %d", SEED).isEqualTo(expected);
            }
        }
    }

    @Test
    void sharesAreTheValuesOfThePolynomial() {
        byte[] drawn = new byte[2 * 32];
        random.nextBytes(drawn);
        Secret secret = Secret.random(random::nextBytes);
        byte[] constant = secret.copyBytes();
        List<Share> shares =
                new Shamir(3, 255).split(secret, target -> System.arraycopy(drawn, 0, target, 0, target.length));
        for (Share share : shares) {
            int x = share.index();
            byte[] value = share.value().copyBytes();
            for (int i = 0; i < 32; i++) {
                int expected = (constant[i] & 0xff)
                        ^ PackedField.publicProduct(drawn[i] & 0xff, x)
                        ^ PackedField.publicProduct(drawn[32 + i] & 0xff, PackedField.publicProduct(x, x));
                assertThat(value[i] & 0xff).isEqualTo(expected);
            }
        }
    }

    @Test
    void anyThresholdOfSharesGivesTheSecretAndFewerDoNot() {
        for (int[] size : new int[][] {{1, 1}, {2, 3}, {4, 5}, {67, 100}, {171, 255}}) {
            Shamir shamir = new Shamir(size[0], size[1]);
            Secret secret = Secret.random(random::nextBytes);
            List<Share> shares = new ArrayList<>(shamir.split(secret, random::nextBytes));
            Collections.shuffle(shares, random);
            assertThat(shamir.combine(shares)).as("seed %d", SEED).isEqualTo(secret);
            assertThat(shamir.combine(shares.subList(0, size[0]))).isEqualTo(secret);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> shamir.combine(shares.subList(0, size[0] - 1)))
                    .withMessage("shares must be at least " + size[0] + ", but were " + (size[0] - 1));
            if (size[0] > 1) {
                Shamir lower = new Shamir(size[0] - 1, size[1]);
                assertThat(lower.combine(shares.subList(0, size[0] - 1))).isNotEqualTo(secret);
            }
        }
    }

    @Test
    void oneCombinerServesManySecrets() {
        Shamir shamir = new Shamir(3, 7);
        Shamir.Combiner combiner = shamir.combiner(6, 2, 5, 1);
        for (int i = 0; i < 20; i++) {
            Secret secret = Secret.random(random::nextBytes);
            List<Share> shares = shamir.split(secret, random::nextBytes);
            List<Secret> values = List.of(
                    shares.get(5).value(),
                    shares.get(1).value(),
                    shares.get(4).value(),
                    shares.get(0).value());
            assertThat(combiner.combine(values)).as("seed %d", SEED).isEqualTo(secret);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> combiner.combine(List.of()))
                .withMessage("values must be 4, but were 0");
    }

    @Test
    void aWrongShareGivesAWrongSecret() {
        Shamir shamir = new Shamir(4, 5);
        Secret secret = Secret.random(random::nextBytes);
        List<Share> shares = new ArrayList<>(shamir.split(secret, random::nextBytes));
        byte[] changed = shares.get(2).value().copyBytes();
        changed[17] ^= 4;
        shares.set(2, new Share(3, Secret.of(changed)));
        assertThat(shamir.combine(shares)).isNotEqualTo(secret);
    }

    @Test
    void refusesWhatNoManifestAllows() {
        refused(() -> new Shamir(0, 5), "threshold must be in [1, 5], but was 0");
        refused(() -> new Shamir(6, 5), "threshold must be in [1, 5], but was 6");
        refused(() -> new Shamir(1, 256), "members must be in [1, 255], but was 256");
        Shamir shamir = new Shamir(2, 5);
        refused(() -> shamir.combiner(1, 6), "index must be in [1, 5], but was 6");
        refused(() -> shamir.combiner(1, 2, 2), "indexes must be distinct, but had 2 twice");
        refused(() -> new Share(0, Secret.of(new byte[32])), "index must be in [1, 255], but was 0");
        refused(() -> new Share(256, Secret.of(new byte[32])), "index must be in [1, 255], but was 256");
    }

    @Test
    void sharesNeverPrintAndAreWiped() {
        byte[] value = new byte[32];
        Arrays.fill(value, (byte) 0x77);
        Share share = new Share(9, Secret.of(value));
        assertThat(share).hasToString("Share[9]").isEqualTo(new Share(9, Secret.of(value)));
        assertThat(share).isNotEqualTo(new Share(8, Secret.of(value)));
        share.close();
        assertThat(share).isNotEqualTo(new Share(9, Secret.of(value)));
    }

    private static void refused(Runnable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call::run).withMessage(message);
    }
}
