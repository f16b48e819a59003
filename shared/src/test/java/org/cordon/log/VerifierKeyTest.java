// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.cordon.log.VerifierKey.Algorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerifierKeyTest {
    static Stream<String> good() {
        List<String> keys = new ArrayList<>();
        keys.add(LogVectors.NOTES.get("example").get("vkey").asText());
        keys.addAll(LogVectors.strings(LogVectors.NOTES.get("twoSignatures").get("vkeys")));
        keys.add(LogVectors.NOTES.get("sigsum").get("vkey").asText());
        keys.add(LogVectors.COSIGNATURES.get("log").asText());
        keys.addAll(LogVectors.strings(LogVectors.COSIGNATURES.get("witnesses")));
        keys.add(LogVectors.END_TO_END.get("log").asText());
        keys.addAll(LogVectors.strings(LogVectors.END_TO_END.get("witnesses")));
        return keys.stream();
    }

    @ParameterizedTest
    @MethodSource("good")
    void publishedKeysAreReadAndWritten(String text) throws MalformedLog {
        VerifierKey key = VerifierKey.parse(text);
        assertThat(key.format()).isEqualTo(text);
        assertThat(text).startsWith(key + "+").contains("+" + key.keyIdHex() + "+");
        assertThat(VerifierKey.of(key.name(), key.algorithm(), key.publicKey())).isEqualTo(key);
    }

    @Test
    void theKeyOfTheSpecsExampleIsThePublishedOne() {
        JsonNode example = LogVectors.NOTES.get("example");
        assertThat(LogVectors.key(example.get("vkey")).publicKey()).isEqualTo(LogVectors.hex(example.get("publicKey")));
        assertThat(LogVectors.key(example.get("vkey")).algorithm()).isEqualTo(Algorithm.ED25519);
    }

    @ParameterizedTest
    @MethodSource("good")
    void everyProperSubstringIsRefused(String text) {
        for (int from = 0; from < text.length(); from++) {
            for (int to = from; to <= text.length(); to++) {
                if (to - from < text.length()) {
                    refused(text.substring(from, to));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("good")
    void everyIncrementedByteIsRefused(String text) {
        for (int at = 0; at < text.length(); at++) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            bytes[at]++;
            refused(new String(bytes, StandardCharsets.ISO_8859_1));
        }
    }

    @Test
    void keysOfAnotherLengthOrTypeAreRefusedThoughTheirIdIsAdjusted() {
        List<String> sentences = new ArrayList<>();
        for (JsonNode bad : LogVectors.NOTES.get("refusedVkeys")) {
            sentences.add(refused(bad.get("vkey").asText()));
        }
        // The first ends in bits that no byte needs, so Base64 refuses it before its length is seen.
        assertThat(sentences.get(0)).contains("canonical Base64");
        assertThat(sentences.get(1))
                .isEqualTo("signature type of the verifier key must be 0x01, 0x04 or 0x06, but was 0x65");
        byte[] tooLong = new byte[34];
        tooLong[0] = 1;
        assertThat(refused("a+00000000+" + StrictText.base64(tooLong)))
                .isEqualTo("key of the verifier key in bytes must be 32, but was 33");
    }

    @Test
    void onlyTheFirstTwoPlusesPartTheFields() {
        JsonNode many = LogVectors.NOTES.get("manyPluses");
        assertThat(refused(many.get("vkey").asText()))
                .endsWith("but was 0x" + many.get("type").asText());
    }

    @Test
    void theKeyIdIsCheckedForEveryType() {
        for (Algorithm algorithm : Algorithm.values()) {
            byte[] raw = new byte[algorithm.keyBytes()];
            Arrays.fill(raw, (byte) 7);
            VerifierKey key = VerifierKey.of("test", algorithm, raw);
            String wrong = String.format("%08x", key.keyId() + 1);
            assertThat(refused(key.format().replace(key.keyIdHex(), wrong)))
                    .isEqualTo("key id of the verifier key must be " + key.keyIdHex() + ", but was \"" + wrong + "\"");
        }
    }

    @Test
    void theKeyIdOfAPostQuantumKeyIsItsHash() throws MalformedLog {
        byte[] raw = new byte[1312];
        byte[] hashed = new byte["test\n".length() + 1 + raw.length];
        System.arraycopy(LogVectors.utf8("test\n"), 0, hashed, 0, 5);
        hashed[5] = 6;
        VerifierKey key = VerifierKey.of("test", Algorithm.COSIGNATURE_ML_DSA_44, raw);
        assertThat(key.keyIdHex()).isEqualTo(Hash.ofContent(hashed).hex().substring(0, 8));
        assertThat(VerifierKey.parse(key.format())).isEqualTo(key);
        assertThat(LogVectors.VERIFIER.verifies(key.algorithm(), raw, new byte[1], new byte[2420]))
                .isFalse();
    }

    @Test
    void oneRawKeyIsTheSameUnderEveryNameAndType() {
        VerifierKey log = VerifierKey.of("a", Algorithm.ED25519, new byte[32]);
        VerifierKey witness = VerifierKey.of("b", Algorithm.COSIGNATURE_ED25519, new byte[32]);
        assertThat(log).isNotEqualTo(witness);
        assertThat(log.publicKey()).isEqualTo(witness.publicKey());
        assertThat(log.keyId()).isNotEqualTo(witness.keyId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a+b", "a\u00a0b", "a\u2003b", "a\u0085b", "a\u3000b", "a\tb", "a\nb", "\ud800"})
    void namesHaveNoSpacesAndNoPlus(String name) {
        assertThatThrownBy(() -> VerifierKey.of(name, Algorithm.ED25519, new byte[32]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void bytesAreCopied() {
        byte[] raw = new byte[32];
        VerifierKey key = VerifierKey.of("a", Algorithm.ED25519, raw);
        raw[0] = 1;
        key.publicKey()[1] = 1;
        assertThat(key.publicKey()).containsOnly(0);
    }

    private static String refused(String text) {
        try {
            VerifierKey.parse(text);
        } catch (MalformedLog e) {
            return String.valueOf(e.getMessage());
        }
        throw new AssertionError("accepted " + text);
    }
}
