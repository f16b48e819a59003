// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.cordon.suite.Secret;
import org.junit.jupiter.api.Test;

class IdentifierHashTest {
    /** The reference key 00 01 ... 0f, and the inputs of the reference vectors: 00, 00 01, ... */
    private final IdentifierHash reference = IdentifierHash.forTesting(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);

    /** From the reference implementation's vectors.h, and appendix A of the paper for 15 bytes. */
    @Test
    void isSipHash24() {
        assertThat(reference.sip(input(0))).isEqualTo(0x726fdb47dd0e0e31L);
        assertThat(reference.sip(input(1))).isEqualTo(0x74f839c593dc67fdL);
        assertThat(reference.sip(input(15))).isEqualTo(0xa129ca6149be45e5L);
    }

    @Test
    void dependsOnTheKeyAndTellsNothing() {
        try (Secret one = Secret.of(new byte[Secret.BYTES]);
                Secret other = Secret.of(filled())) {
            assertThat(IdentifierHash.of(one).of("ann"))
                    .isEqualTo(IdentifierHash.of(one).of("ann"));
            assertThat(IdentifierHash.of(one).of("ann"))
                    .isNotEqualTo(IdentifierHash.of(other).of("ann"));
            assertThat(IdentifierHash.of(one)).hasToString("IdentifierHash");
        }
    }

    private static byte[] input(int length) {
        byte[] input = new byte[length];
        for (int i = 0; i < length; i++) {
            input[i] = (byte) i;
        }
        return input;
    }

    private static byte[] filled() {
        byte[] bytes = new byte[Secret.BYTES];
        Arrays.fill(bytes, (byte) 1);
        return bytes;
    }
}
