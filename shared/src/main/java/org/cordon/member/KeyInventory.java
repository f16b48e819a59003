// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.cordon.member.KeyFileRefused.Reason;
import org.cordon.suite.Bytes;
import org.cordon.suite.VerifyKey;

/**
 * What private keys lie in a directory, told without opening any.
 *
 * <p><b>Does not check</b> that a public half beside a locked file belongs to it: opening the file does.
 *
 * @param file relative to the directory
 * @param kind for example "node"
 * @param lock what opens them
 * @param publicHalves of the keys themselves, or of what lies beside them
 */
public record KeyInventory(String file, String kind, String lock, List<PublicHalf> publicHalves) {
    private static final int IDENTITY_BYTES = VerifyKey.BYTES;

    public KeyInventory {
        publicHalves = List.copyOf(publicHalves);
    }

    /**
     * A public key as manifests carry it.
     *
     * @param role what it is for, for example "identity"
     * @param value 64 hexadecimal digits: of an Ed25519 key itself, of a P-256 key the SHA-256 of its
     *     SubjectPublicKeyInfo
     */
    public record PublicHalf(String role, String algorithm, String value) {
        static PublicHalf of(String role, VerifyKey key) {
            return new PublicHalf(role, "ed25519", HexFormat.of().formatHex(key.toByteArray()));
        }

        static PublicHalf of(String role, PublicKey key) {
            return new PublicHalf(role, "p-256", P256.keyDigest(key).hex());
        }
    }

    /** Everything in {@code directory} and in {@code keys} below it, by name. */
    public static List<KeyInventory> of(Path directory) throws IOException {
        List<KeyInventory> found = new ArrayList<>();
        for (Path file : files(directory)) {
            String name = directory.relativize(file).toString();
            if (name.endsWith(TokenKeys.ENDING)) {
                found.add(inToken(file, name));
            } else if (!name.equals("unlock.key")) {
                KeyFile.Header header = KeyFile.header(file, PrivateFiles.readSecret(file, KeyFile.MAX_BYTES));
                found.add(new KeyInventory(name, TokenFile.word(header.kind()), header.lock(), beside(file, header)));
            }
        }
        return found;
    }

    /** Paths of all key files and token descriptions. */
    static List<Path> files(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new KeyFileRefused(Reason.MISSING, directory, "must be a directory, but is none; check the path");
        }
        List<Path> found = new ArrayList<>();
        for (Path place : List.of(directory, directory.resolve("keys"))) {
            if (Files.isDirectory(place)) {
                try (Stream<Path> entries = Files.list(place)) {
                    entries.filter(KeyInventory::holdsKeys).sorted().forEach(found::add);
                }
            }
        }
        return found;
    }

    private static boolean holdsKeys(Path file) {
        String name = file.getFileName().toString();
        return Files.isRegularFile(file) && (name.endsWith(FileKeys.ENDING) || name.endsWith(TokenKeys.ENDING));
    }

    private static KeyInventory inToken(Path file, String name) throws IOException {
        TokenFile description = TokenFile.read(file);
        List<PublicHalf> halves = new ArrayList<>();
        for (TokenFile.Entry entry : description.entries()) {
            if (!entry.name().equals(TokenKeys.SECRET)) {
                halves.add(half(file, entry.name(), entry.value()));
            }
        }
        return new KeyInventory(
                name, TokenFile.word(description.kind()), "PKCS#11 token " + description.token(), halves);
    }

    private static PublicHalf half(Path file, String role, Bytes value) throws KeyFileRefused {
        try {
            if (value.size() == IDENTITY_BYTES) {
                return PublicHalf.of(role, VerifyKey.of(value.toByteArray()));
            }
            X509EncodedKeySpec encoded = new X509EncodedKeySpec(value.toByteArray());
            return PublicHalf.of(role, KeyFactory.getInstance("EC").generatePublic(encoded));
        } catch (IllegalArgumentException | GeneralSecurityException malformed) {
            throw TokenFile.altered(file, "a public key is malformed");
        }
    }

    private static List<PublicHalf> beside(Path file, KeyFile.Header header) throws IOException {
        String name = file.getFileName().toString();
        String stem = name.substring(0, name.length() - FileKeys.ENDING.length());
        List<PublicHalf> halves = new ArrayList<>();
        Path key = file.resolveSibling(stem + ".pub");
        Path certificate = file.resolveSibling(header.kind() == KeyFile.Kind.NODE ? "certificate.pem" : stem + ".pem");
        if (Files.exists(key)) {
            halves.add(PublicHalf.of(stem, Certificates.readKey(key)));
        }
        if (Files.exists(certificate)) {
            X509Certificate read = Certificates.read(certificate);
            if (CertificateBinding.verify(read) instanceof CertificateBinding.Bound bound) {
                halves.add(PublicHalf.of("identity", bound.identity()));
            }
            halves.add(PublicHalf.of(header.kind() == KeyFile.Kind.NODE ? "tls" : stem, read.getPublicKey()));
        }
        return halves;
    }
}
