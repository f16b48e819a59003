// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** Lines of words below {@code /tlog/}; {@code #} starts a comment, a dash stands for no bytes. */
final class TreeVectors {
    private TreeVectors() {}

    /** The lines that begin with {@code kind}, each without it. */
    static List<String[]> read(String resource, String kind) {
        try (InputStream input = TreeVectors.class.getResourceAsStream("/tlog/" + resource)) {
            String text = new String(Objects.requireNonNull(input, resource).readAllBytes(), StandardCharsets.UTF_8);
            List<String[]> lines = text.lines()
                    .filter(line -> line.startsWith(kind + " "))
                    .map(line -> line.substring(kind.length() + 1).split(" ", -1))
                    .toList();
            if (lines.isEmpty()) {
                throw new IllegalStateException(resource + " has no line of " + kind);
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(String hex) {
        return hex.equals("-") ? new byte[0] : HexFormat.of().parseHex(hex);
    }

    static Hash hash(String hex) {
        return Hash.of(bytes(hex));
    }

    static List<Hash> hashes(String[] words, int from) {
        return Arrays.stream(words).skip(from).map(TreeVectors::hash).toList();
    }
}
