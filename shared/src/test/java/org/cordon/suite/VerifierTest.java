// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerifierTest {
    private final Random random = new Random(0x7369676eL);
    private final SigningKey key = SigningKey.generate(random::nextBytes);
    private final Bytes body = Bytes.of(new byte[] {1, 2, 3});

    @Test
    void signaturesHoldForTheirTypeBytesAndKeyOnly() {
        Signature signature = key.sign("ready", body);
        VerifyKey verifyKey = key.verifyKey();
        assertThat(Verifier.verify(verifyKey, "ready", new Signed<>("body", body, signature)))
                .isTrue();
        assertThat(Verifier.verify(verifyKey, "read", body, signature)).isFalse();
        assertThat(Verifier.verify(verifyKey, "ready", body.slice(0, 2), signature))
                .isFalse();
        VerifyKey other = SigningKey.generate(random::nextBytes).verifyKey();
        assertThat(Verifier.verify(other, "ready", body, signature)).isFalse();
        for (int bit = 0; bit < 8 * Signature.BYTES; bit++) {
            byte[] changed = signature.toByteArray();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(Verifier.verify(verifyKey, "ready", body, Signature.of(changed)))
                    .isFalse();
        }
    }

    @Test
    void whatIsSignedIsTheLengthPrefixedTypeAndBody() {
        byte[] message = HexFormat.of().parseHex("0000000b" + "6373732f312f7265616479" + "00000003" + "010203");
        byte[] signature = key.sign("ready", body).toByteArray();
        assertThat(Ed25519.verify(signature, 0, key.verifyKey().toByteArray(), 0, message, 0, message.length))
                .isTrue();
    }

    /** The eight points of small order and the encodings of two of them that are not canonical. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0100000000000000000000000000000000000000000000000000000000000000",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0000000000000000000000000000000000000000000000000000000000000080",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
                "0100000000000000000000000000000000000000000000000000000000000080",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
            })
    void unsoundKeysAreRefused(String hex) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VerifyKey.of(HexFormat.of().parseHex(hex)))
                .withMessageContaining("canonical point of prime order");
    }

    @Test
    void keysOfAnotherLengthAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VerifyKey.of(new byte[31]))
                .withMessage("verify key must be 32 bytes, but was 31");
    }

    @Test
    void keysComeBackFromTheirSeedAndNeverPrintIt() {
        byte[] seed = new byte[32];
        Arrays.fill(seed, (byte) 0x5a);
        SigningKey first = SigningKey.of(Secret.of(seed));
        try (Secret kept = first.seed()) {
            assertThat(SigningKey.of(kept).verifyKey()).isEqualTo(first.verifyKey());
            assertThat(first.toString() + kept).isEqualTo("SigningKeySecret");
        }
        first.close();
        assertThatIllegalStateException().isThrownBy(() -> first.sign("ready", body));
    }
}
