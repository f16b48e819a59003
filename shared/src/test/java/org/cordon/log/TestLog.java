// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Leaves, notes and a recursive tree for the tests of logs. */
final class TestLog {
    private TestLog() {}

    /** The leaf at {@code index}: its length and bytes follow from the index alone. */
    static byte[] leaf(long index) {
        SplittableRandom random = new SplittableRandom(index);
        byte[] leaf = new byte[random.nextInt(40)];
        random.nextBytes(leaf);
        return leaf;
    }

    static List<byte[]> leaves(long from, long to) {
        return LongStream.range(from, to).mapToObj(TestLog::leaf).toList();
    }

    static byte[] note(long size, Hash root) {
        return ("example.org/log\n" + size + "\n" + Base64.getEncoder().encodeToString(root.toByteArray())
                        + "\n\n\u2014 example.org/log none\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** MTH of RFC 6962 section 2.1, word for word. */
    static Hash root(List<Hash> leaves) {
        if (leaves.isEmpty()) {
            return Hash.EMPTY_ROOT;
        }
        if (leaves.size() == 1) {
            return leaves.get(0);
        }
        int k = split(leaves.size());
        return Hash.ofNode(root(leaves.subList(0, k)), root(leaves.subList(k, leaves.size())));
    }

    /** PATH of RFC 6962 section 2.1.1, word for word. */
    static List<Hash> path(int m, List<Hash> leaves) {
        if (leaves.size() == 1) {
            return List.of();
        }
        int n = leaves.size();
        int k = split(n);
        List<Hash> path = new ArrayList<>(m < k ? path(m, leaves.subList(0, k)) : path(m - k, leaves.subList(k, n)));
        path.add(root(m < k ? leaves.subList(k, n) : leaves.subList(0, k)));
        return path;
    }

    /** SUBPROOF of RFC 6962 section 2.1.2, word for word. */
    static List<Hash> subproof(int m, List<Hash> leaves, boolean b) {
        int n = leaves.size();
        if (m == n) {
            return b ? List.of() : List.of(root(leaves));
        }
        int k = split(n);
        List<Hash> proof = new ArrayList<>(
                m <= k ? subproof(m, leaves.subList(0, k), b) : subproof(m - k, leaves.subList(k, n), false));
        proof.add(root(m <= k ? leaves.subList(k, n) : leaves.subList(0, k)));
        return proof;
    }

    private static int split(int n) {
        int k = 1;
        while (k * 2 < n) {
            k *= 2;
        }
        return k;
    }

    /** Every file below a directory but the lock, by path with slashes. */
    static NavigableMap<String, byte[]> files(Path directory) {
        NavigableMap<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> found = Files.walk(directory)) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                String name = directory.relativize(file).toString();
                if (!name.equals(BundleReader.LOCK)) {
                    files.put(name, Files.readAllBytes(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /** Makes the directory hold just these files. */
    static void write(Path directory, NavigableMap<String, byte[]> files) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> found = Files.walk(directory)) {
                for (Path file : found.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        for (var file : files.entrySet()) {
            Path path = directory.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
    }
}
