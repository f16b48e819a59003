// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.cordon.disk.DurableFiles;
import org.cordon.suite.Digest;

/**
 * The configuration of a person who decides, {@code approver.yaml} or {@code operator.yaml} in the person's directory: which
 * consortium, where its coordinator listens for people, and where the person's key is.
 *
 * @param consortium name of the consortium
 * @param exchange whose approver; left out for the operator
 * @param coordinator {@code host:port} of the consortium port
 * @param proxy {@code host:port} of an HTTP proxy
 * @param authority SHA-256 of the authority's public key, which the coordinator's certificate is checked against
 * @param id digest of the founding statement; left out until the founding
 * @param unlock {@code unlock.key} in the same directory where it is left out
 * @param keys the PKCS#11 token, if the key is in one
 */
public record PersonFile(
        String consortium,
        Optional<String> exchange,
        String coordinator,
        Optional<String> proxy,
        String authority,
        Optional<String> id,
        Optional<Unlock> unlock,
        Optional<Keys> keys) {
    /** Name of an approver's file. */
    public static final String APPROVER = "approver.yaml";

    /** Name of the operator's file. */
    public static final String OPERATOR = "operator.yaml";

    public PersonFile {
        requireDigest("authority", authority);
        id.ifPresent(digest -> requireDigest("id", digest));
    }

    /** Reads the file of a directory. */
    public static PersonFile read(Path directory, String name) {
        return ConfigFile.read(directory.resolve(name), PersonFile.class);
    }

    public Digest authorityDigest() {
        return Digest.parseHex(authority);
    }

    /** The consortium's id, once it is founded. */
    public Optional<Digest> idDigest() {
        return id.map(Digest::parseHex);
    }

    /** Remembers the consortium's id in a file that has none; nothing else of the file changes. */
    public static void pin(Path directory, String name, Digest id) throws IOException {
        Path file = directory.resolve(name);
        String text = Files.readString(file);
        String end = text.endsWith("\n") ? "" : "\n";
        replace(file, text + end + "id: " + id.hex() + "\n");
    }

    /** Writes a new file, with comments for whoever opens it. */
    public void write(Path directory, String name) throws IOException {
        String whose = exchange.map(of -> "The approver of " + of).orElse("The operator");
        StringBuilder text = new StringBuilder();
        text.append("# ").append(whose).append(". Keep this directory away from every node; offline, if you wish.\n");
        text.append("consortium: ").append(consortium).append('\n');
        exchange.ifPresent(of -> text.append("exchange: ").append(of).append('\n'));
        text.append("coordinator: \"").append(coordinator).append("\"   # its consortiumPort\n");
        text.append(proxy.map(of -> "proxy: \"" + of + "\"\n")
                .orElse("# proxy: \"proxy.example:3128\" # HTTP proxy to dial through with CONNECT\n"));
        text.append("authority: ").append(authority).append('\n');
        text.append(keyLines());
        id.ifPresent(of -> text.append("id: ").append(of).append('\n'));
        replace(directory.resolve(name), text.toString());
    }

    /** The lines that say where the key is, as in any configuration. */
    public String keyLines() {
        return unlockText() + keysText();
    }

    private String unlockText() {
        Unlock how = unlock.orElse(Unlock.keyFile(Path.of("unlock.key")));
        return "unlock:\n"
                + how.keyFile().map(file -> "  keyFile: \"" + file + "\"\n").orElse("")
                + how.passphraseFile()
                        .map(file -> "  passphraseFile: \"" + file + "\"\n")
                        .orElse("")
                + how.passphraseVariable()
                        .map(variable -> "  passphraseVariable: " + variable + "\n")
                        .orElse("");
    }

    private String keysText() {
        return keys.map(of -> "keys:\n  pkcs11:\n    library: \"" + of.pkcs11().library() + "\"\n    tokenLabel: \""
                        + of.pkcs11().tokenLabel() + "\"\n")
                .orElse("");
    }

    private static void replace(Path file, String text) throws IOException {
        DurableFiles.replace(file, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static void requireDigest(String name, String hex) {
        if (!hex.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(name + " must be 64 hexadecimal digits, but was \"" + hex + '"');
        }
    }
}
