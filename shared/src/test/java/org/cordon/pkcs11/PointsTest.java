// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import org.cordon.suite.Randomness;
import org.cordon.suite.SigningKey;
import org.cordon.suite.VerifyKey;
import org.junit.jupiter.api.Test;

/** Tokens differ in how they write points. */
class PointsTest {
    private static final int SPKI_HEADER = 26;

    @Test
    void ed25519KeysComeBareOrWrapped() {
        VerifyKey key = SigningKey.generate(Randomness.secure()).verifyKey();
        String bare = HexFormat.of().formatHex(key.toByteArray());
        assertThat(Points.ed25519(hex(bare))).isEqualTo(key);
        assertThat(Points.ed25519(hex("0420" + bare))).isEqualTo(key);
        assertThat(Points.ed25519(hex("032100" + bare))).isEqualTo(key);
    }

    @Test
    void p256PointsComeBareOrWrapped() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        byte[] info = pair.getPublic().getEncoded();
        String bare = HexFormat.of().formatHex(Arrays.copyOfRange(info, SPKI_HEADER, info.length));
        assertThat(Points.p256(hex(bare))).isEqualTo(pair.getPublic());
        assertThat(Points.p256(hex("0441" + bare))).isEqualTo(pair.getPublic());
        assertThat(Points.p256(hex("034200" + bare))).isEqualTo(pair.getPublic());
    }

    @Test
    void anythingElseIsRefused() {
        for (String wrong :
                new String[] {"", "04", "0420" + "00".repeat(31), "0521" + "00".repeat(32), "00".repeat(33)}) {
            assertThatThrownBy(() -> Points.ed25519(hex(wrong))).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> Points.p256(hex(wrong))).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Points.p256(hex("02" + "11".repeat(64)))).isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
