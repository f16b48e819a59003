// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import org.cordon.log.VerifierKey.Algorithm;
import org.junit.jupiter.api.Test;

class JdkEd25519Test {
    private static final byte[] MESSAGE = {1, 2, 3};
    private static final BigInteger ORDER =
            BigInteger.ONE.shiftLeft(252).add(new BigInteger("27742317777372353535851937790883648493"));

    @Test
    void publicKeysOfManySeedsVerify() {
        for (int seed = 0; seed < 64; seed++) {
            NoteSigner signer = JdkEd25519.signer("a", Algorithm.ED25519, LogVectors.seed(seed));
            byte[] key = signer.key().publicKey();
            byte[] signature = signer.sign(MESSAGE);
            assertThat(LogVectors.VERIFIER.verifies(Algorithm.ED25519, key, MESSAGE, signature))
                    .isTrue();
            key[31] ^= (byte) 0x80;
            assertThat(LogVectors.VERIFIER.verifies(Algorithm.ED25519, key, MESSAGE, signature))
                    .isFalse();
        }
    }

    @Test
    void aSignatureHasNoSecondSpelling() {
        NoteSigner signer = JdkEd25519.signer("a", Algorithm.ED25519, LogVectors.seed(1));
        byte[] signature = signer.sign(MESSAGE);
        byte[] bigEndian = new byte[32];
        for (int i = 0; i < 32; i++) {
            bigEndian[i] = signature[63 - i];
        }
        byte[] larger = new BigInteger(1, bigEndian).add(ORDER).toByteArray();
        byte[] second = Arrays.copyOf(signature, 64);
        for (int i = 0; i < 32; i++) {
            second[32 + i] = i < larger.length ? larger[larger.length - 1 - i] : 0;
        }
        assertThat(LogVectors.VERIFIER.verifies(Algorithm.ED25519, signer.key().publicKey(), MESSAGE, second))
                .isFalse();
    }

    @Test
    void keysAboveTheFieldAndOfOtherLengthsAreRefused() {
        byte[] signature = new byte[64];
        signature[0] = 1; // with s = 0 and R the neutral point, a lax verifier takes this for the neutral key
        byte[] neutral = new byte[32];
        neutral[0] = 1;
        byte[] spelledAgain = new byte[32];
        Arrays.fill(spelledAgain, (byte) 0xff);
        spelledAgain[0] = (byte) 0xee;
        spelledAgain[31] = 0x7f;
        for (byte[] key : new byte[][] {spelledAgain, new byte[0], new byte[31], new byte[33]}) {
            assertThat(LogVectors.VERIFIER.verifies(Algorithm.ED25519, key, MESSAGE, signature))
                    .isFalse();
        }
        for (int length : new int[] {0, 63, 65, 72}) {
            assertThat(LogVectors.VERIFIER.verifies(Algorithm.ED25519, neutral, MESSAGE, new byte[length]))
                    .isFalse();
        }
    }

    @Test
    void seedsOfAnotherLengthAreRefused() {
        assertThatThrownBy(() -> JdkEd25519.signer("a", Algorithm.ED25519, new byte[31]))
                .hasMessage("seed must be 32 bytes of an Ed25519 key, but was 31 bytes for ED25519");
        assertThatThrownBy(() -> JdkEd25519.signer("a", Algorithm.COSIGNATURE_ML_DSA_44, new byte[32]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
