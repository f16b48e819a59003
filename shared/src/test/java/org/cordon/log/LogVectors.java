// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** The published vectors of notes and proofs, and the log of our own end-to-end vector. */
final class LogVectors {
    static final NoteVerifier VERIFIER = new JdkEd25519();
    static final JsonNode PROOFS = read("hashes-and-proofs.json");
    static final JsonNode NEGATIVE = read("negative-proofs.json");
    static final JsonNode NOTES = read("signed-notes.json");
    static final JsonNode COSIGNATURES = read("cosignatures.json");
    static final JsonNode END_TO_END = read("end-to-end.json");
    static final JsonNode WITNESS = read("witness.json");
    static final JsonNode TRAPS = read("java-traps.json");

    private LogVectors() {}

    private static JsonNode read(String name) {
        try (InputStream input = LogVectors.class.getResourceAsStream("/tlog/" + name)) {
            return new ObjectMapper().readTree(Objects.requireNonNull(input, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] utf8(JsonNode text) {
        return utf8(text.asText());
    }

    static byte[] hex(JsonNode text) {
        return HexFormat.of().parseHex(text.asText());
    }

    static Hash hash(JsonNode text) {
        return Hash.of(hex(text));
    }

    static List<Hash> hashes(JsonNode texts) {
        List<Hash> hashes = new ArrayList<>();
        texts.forEach(text -> hashes.add(hash(text)));
        return hashes;
    }

    static List<String> strings(JsonNode texts) {
        List<String> strings = new ArrayList<>();
        texts.forEach(text -> strings.add(text.asText()));
        return strings;
    }

    static VerifierKey key(JsonNode vkey) {
        return key(vkey.asText());
    }

    static VerifierKey key(String vkey) {
        try {
            return VerifierKey.parse(vkey);
        } catch (MalformedLog e) {
            throw new IllegalArgumentException(e);
        }
    }

    static List<VerifierKey> keys(JsonNode vkeys) {
        return strings(vkeys).stream().map(LogVectors::key).toList();
    }

    /** The leaves of the eight-leaf tree. */
    static List<byte[]> leaves() {
        List<byte[]> leaves = new ArrayList<>();
        PROOFS.get("tree").get("leaves").forEach(leaf -> leaves.add(hex(leaf)));
        return leaves;
    }

    static byte[] seed(int value) {
        byte[] seed = new byte[32];
        Arrays.fill(seed, (byte) value);
        return seed;
    }

    static NoteSigner log() {
        String origin = END_TO_END.get("origin").asText();
        return JdkEd25519.signer(origin, VerifierKey.Algorithm.ED25519, seed(1));
    }

    static NoteSigner witness(String name, int seed) {
        return JdkEd25519.signer(name, VerifierKey.Algorithm.COSIGNATURE_ED25519, seed(seed));
    }

    /** Two of the two witnesses of the end-to-end vector. */
    static TrustPolicy policy() throws MalformedLog {
        List<VerifierKey> witnesses = keys(END_TO_END.get("witnesses"));
        return TrustPolicy.of(
                key(END_TO_END.get("log")),
                List.of(
                        new TrustPolicy.Witness("a", witnesses.get(0), "https://exchange-a.example/"),
                        new TrustPolicy.Witness("b", witnesses.get(1), "")),
                "both",
                2);
    }
}
