// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.suite;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Reads published test vectors: small text files among the resources, and Wycheproof's files where they are present. */
public final class TestVectors {
    /** Names the folder that holds {@code wycheproof}. */
    private static final String VARIABLE = "CORDON_TEST_VECTORS";

    private TestVectors() {}

    /** Blocks of lines {@code name = hexadecimal}, parted by blank lines; {@code #} starts a comment. */
    public static List<Map<String, byte[]>> read(String resource) {
        List<Map<String, byte[]>> cases = new ArrayList<>();
        Map<String, byte[]> current = new LinkedHashMap<>();
        for (String line : text(resource).split("\n", -1)) {
            if (line.isBlank() && !current.isEmpty()) {
                cases.add(current);
                current = new LinkedHashMap<>();
            } else if (!line.isBlank() && !line.startsWith("#")) {
                int equals = line.indexOf('=');
                String hex = line.substring(equals + 1).strip();
                current.put(line.substring(0, equals).strip(), HexFormat.of().parseHex(hex));
            }
        }
        return cases;
    }

    private static String text(String resource) {
        try (InputStream input = TestVectors.class.getResourceAsStream("/vectors/" + resource)) {
            return new String(Objects.requireNonNull(input, resource).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The groups of a Wycheproof file; skips the test, saying so, where the file is absent. */
    public static JsonNode wycheproof(String file) {
        try {
            return new ObjectMapper()
                    .readTree(text("wycheproof/" + file, "Wycheproof's file"))
                    .get("testGroups");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file in the folder of vectors; skips the test, saying so, where it is absent. */
    public static String text(String file, String what) {
        Optional<Path> path = folder().map(folder -> folder.resolve(file));
        assumeTrue(
                path.isPresent() && Files.isRegularFile(path.get()),
                () -> "skipped: " + what + " " + file + " is not here; set " + VARIABLE + " to the folder above it");
        try {
            return Files.readString(path.orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bytes of a hexadecimal field. */
    public static byte[] hex(JsonNode test, String field) {
        return HexFormat.of().parseHex(test.get(field).asText());
    }

    private static Optional<Path> folder() {
        String variable = System.getenv(VARIABLE);
        if (variable != null) {
            return Optional.of(Path.of(variable));
        }
        for (Path path = Path.of("").toAbsolutePath(); path != null; path = path.getParent()) {
            if (Files.isDirectory(path.resolve("proto")) && Files.isRegularFile(path.resolve("pom.xml"))) {
                return Optional.of(path.resolve("../shared/vectors").normalize());
            }
        }
        return Optional.empty();
    }

    /** The bytes of a field, which must be there. */
    public static byte[] field(Map<String, byte[]> vector, String name) {
        byte[] value = vector.get(name);
        if (value == null) {
            throw new IllegalArgumentException("vector must have a field " + name + ", but had " + vector.keySet());
        }
        return value;
    }
}
