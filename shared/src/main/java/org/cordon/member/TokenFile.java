// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.cordon.member.KeyFileRefused.Reason;
import org.cordon.suite.Bytes;
import org.cordon.suite.Hashes;

/**
 * The public description of keys in a PKCS#11 token, in lines of text:
 *
 * <pre>
 * cordon token 1
 * kind node
 * token LABEL serial SERIAL
 * identity ID VALUE        one line per key: its id in the token, and its public half (or what it wraps) in hexadecimal
 * sha-256 DIGEST           of all lines before it; tells damage, protects nothing
 * </pre>
 *
 * <p>It names no library: which code a process loads is said by its configuration only.
 *
 * @param kind whose keys
 * @param token label and serial number of the token, for people
 * @param entries in the order of the file
 */
record TokenFile(KeyFile.Kind kind, String token, List<Entry> entries) {
    private static final String FIRST = "cordon token 1";
    private static final String LAST = "sha-256 ";
    private static final int MAX_BYTES = 4096;

    TokenFile {
        entries = List.copyOf(entries);
    }

    /** One key. */
    record Entry(String name, Bytes id, Bytes value) {
        String line() {
            HexFormat hex = HexFormat.of();
            return name + " " + hex.formatHex(id.toByteArray()) + " " + hex.formatHex(value.toByteArray());
        }
    }

    TokenFile with(String name, Bytes id, Bytes value) {
        List<Entry> more = new ArrayList<>(entries);
        more.add(new Entry(name, id, value));
        return new TokenFile(kind, token, more);
    }

    /** All lines but the last; what is wrapped later is bound to them. */
    String text() {
        StringBuilder text = new StringBuilder(FIRST + "\nkind " + word(kind) + "\ntoken " + token + "\n");
        entries.forEach(entry -> text.append(entry.line()).append('\n'));
        return text.toString();
    }

    void write(Path file) throws IOException {
        String whole = text() + LAST + digest(text()) + "\n";
        PrivateFiles.write(file, whole.getBytes(StandardCharsets.UTF_8));
    }

    static TokenFile read(Path file, KeyFile.Kind kind, List<String> names) throws IOException {
        String content = new String(PrivateFiles.readSecret(file, MAX_BYTES), StandardCharsets.UTF_8);
        if (!content.startsWith(FIRST + "\n")) {
            throw new KeyFileRefused(Reason.NOT_A_KEY_FILE, file, "does not describe keys in a token; check the path");
        }
        int end = content.lastIndexOf(LAST);
        if (end < 0 || !content.substring(end).equals(LAST + digest(content.substring(0, end)) + "\n")) {
            throw altered(file, "its checksum does not match");
        }
        List<String> lines = content.substring(0, end).lines().toList();
        if (lines.size() < 3
                || !lines.get(1).startsWith("kind ")
                || !lines.get(2).startsWith("token ")) {
            throw altered(file, "lines are missing");
        }
        if (!lines.get(1).equals("kind " + word(kind))) {
            throw new KeyFileRefused(
                    Reason.WRONG_KIND,
                    file,
                    "describes keys of kind " + lines.get(1).substring("kind ".length()) + " and not " + word(kind)
                            + "; check the path");
        }
        List<Entry> entries = new ArrayList<>();
        for (String line : lines.subList(3, lines.size())) {
            entries.add(entry(file, line));
        }
        if (!entries.stream().map(Entry::name).toList().equals(names)) {
            throw altered(file, "its keys must be " + names);
        }
        return new TokenFile(kind, lines.get(2).substring("token ".length()), entries);
    }

    private static Entry entry(Path file, String line) throws KeyFileRefused {
        String[] words = line.split(" ", -1);
        try {
            if (words.length == 3) {
                HexFormat hex = HexFormat.of();
                return new Entry(words[0], Bytes.wrap(hex.parseHex(words[1])), Bytes.wrap(hex.parseHex(words[2])));
            }
        } catch (IllegalArgumentException malformed) {
            throw altered(file, "a line is malformed");
        }
        throw altered(file, "a line is malformed");
    }

    private static KeyFileRefused altered(Path file, String how) {
        return new KeyFileRefused(Reason.ALTERED, file, "was altered: " + how + "; restore it from a copy");
    }

    private static String digest(String text) {
        return Hashes.sha256(text.getBytes(StandardCharsets.UTF_8)).hex();
    }

    static String word(KeyFile.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
