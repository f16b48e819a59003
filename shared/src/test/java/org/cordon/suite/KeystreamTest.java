// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class KeystreamTest {
    @Test
    void sp800v38aAppendixF5() {
        for (Map<String, byte[]> vector : TestVectors.read("sp800-38a.txt")) {
            byte[] plaintext = TestVectors.field(vector, "plaintext");
            byte[] output = new byte[plaintext.length];
            Secret key = Secret.of(TestVectors.field(vector, "key"));
            new Keystream(key, TestVectors.field(vector, "counter"), plaintext).next(output, output.length);
            assertThat(output).isEqualTo(TestVectors.field(vector, "ciphertext"));
        }
    }

    @Test
    void theComplementFlipsEveryBit() {
        Secret key = Secret.of(new byte[32]);
        byte[] plain = new byte[100];
        byte[] flipped = new byte[100];
        new Keystream(key, 5, false).next(plain, 100);
        new Keystream(key, 5, true).next(flipped, 100);
        for (int i = 0; i < 100; i++) {
            assertThat(flipped[i]).isEqualTo((byte) ~plain[i]);
        }
    }
}
