// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.cordon.member.KeyFileRefused.Reason;
import org.cordon.suite.Bytes;
import org.cordon.suite.VerifyKey;

/**
 * All keys of a node: while it rotates, the next ones lie in {@code keys/<version>.key} beside {@code node.key}, and their
 * certificate in {@code keys/<version>.pem}, until the older ones are needed no more.
 *
 * <p><b>Guarantees.</b> Whatever is interrupted, every key that was not destroyed on purpose opens, with its certificate. All
 * keys of a node share one local secret.
 *
 * <p><b>Does not check</b> which of the keys the consortium knows.
 *
 * @param directory the node's
 */
public record NodeKeyPlaces(NodeDirectory directory) {
    private static final String CERTIFICATE = ".pem";

    /** Keys and where they lie, as {@link KeyHolder} names places. */
    public record Held(Path place, NodeKeys keys) {
        /** Public half of the identity key. */
        public VerifyKey identity() {
            return keys.identity().verifyKey();
        }
    }

    /** Opens all keys, those of {@code node.key} first; the caller closes them. */
    public List<Held> open(KeyHolder holder) throws IOException {
        directory.requireNoApprover();
        List<Held> held = new ArrayList<>();
        try {
            for (Path place : places()) {
                held.add(new Held(place, holder.openNode(place)));
            }
            return List.copyOf(held);
        } catch (IOException | RuntimeException failed) {
            held.forEach(opened -> opened.keys().close());
            throw failed;
        }
    }

    /** Where keys lie now. */
    public List<Path> places() throws IOException {
        List<Path> places = new ArrayList<>(List.of(directory.keyPlace()));
        for (Path file : files()) {
            String name = file.getFileName().toString();
            if (name.endsWith(FileKeys.ENDING) || name.endsWith(TokenKeys.ENDING)) {
                places.add(file.resolveSibling(name.substring(0, name.lastIndexOf('.'))));
            }
        }
        return List.copyOf(places);
    }

    /** Makes the keys that are to follow {@code current}, with its local secret; the caller closes them. */
    public Held makeNext(KeyHolder holder, NodeKeys current, int version) throws IOException {
        if (!Files.isDirectory(nextDirectory())) {
            PrivateFiles.createDirectory(nextDirectory());
        }
        Path place = nextDirectory().resolve(Integer.toString(version));
        return new Held(place, holder.makeNode(place, current.localSecret()));
    }

    /** The file with the certificate of these keys, if there is one. */
    Optional<Path> certificateOf(NodeKeys keys) throws IOException {
        List<Path> files = new ArrayList<>(List.of(directory.certificateFile()));
        files.addAll(files().stream()
                .filter(file -> file.getFileName().toString().endsWith(CERTIFICATE))
                .toList());
        for (Path file : files) {
            if (Files.exists(file) && isOf(Certificates.read(file), keys)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    /** Whether these keys have a certificate. */
    public boolean hasCertificate(Held held) throws IOException {
        return certificateOf(held.keys()).isPresent();
    }

    /**
     * Installs the certificate of these keys, durable on return, in the place of an older one of theirs.
     *
     * @throws KeyFileRefused if it is not for these keys; nothing is changed then
     */
    public void install(Bytes certificate, Held held) throws IOException {
        Path beside = held.place().equals(directory.keyPlace())
                ? directory.certificateFile()
                : held.place().resolveSibling(held.place().getFileName() + CERTIFICATE);
        Path file = certificateOf(held.keys()).orElse(beside);
        X509Certificate own = Certificates.decode(file, certificate);
        if (!isOf(own, held.keys())) {
            throw new KeyFileRefused(
                    Reason.BAD_CERTIFICATE,
                    file,
                    "is not replaced: the certificate that was sent is for another key; tell the coordinator's operator");
        }
        Certificates.replace(file, own);
    }

    /**
     * Makes {@code current} the keys of {@code node.key} and destroys the others, but those that are needed.
     *
     * @return whether anything was destroyed
     */
    public boolean retire(KeyHolder holder, List<Held> all, Held current, Predicate<VerifyKey> needed)
            throws IOException {
        boolean destroyed = false;
        boolean promoted = current.place().equals(directory.keyPlace());
        for (Held held : all) {
            boolean first = held.place().equals(directory.keyPlace());
            if (held.identity().equals(current.identity()) || needed.test(held.identity())) {
                continue;
            }
            if (first) {
                holder.replaceNode(current.place(), directory.keyPlace());
                promoted = true;
            } else {
                holder.destroyNode(held.place());
                Files.deleteIfExists(held.place().resolveSibling(held.place().getFileName() + CERTIFICATE));
            }
            destroyed = true;
        }
        if (promoted) {
            promoteCertificate(current.keys());
        }
        return destroyed;
    }

    private void promoteCertificate(NodeKeys keys) throws IOException {
        Optional<Path> file = certificateOf(keys);
        if (file.isPresent() && !file.get().equals(directory.certificateFile())) {
            Files.move(
                    file.get(),
                    directory.certificateFile(),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            PrivateFiles.syncNames(file.get(), directory.certificateFile());
        }
    }

    private static boolean isOf(X509Certificate certificate, NodeKeys keys) {
        return P256.keyDigest(certificate.getPublicKey()).equals(P256.keyDigest(keys.tlsPublicKey()));
    }

    private Path nextDirectory() {
        return directory.path().resolve("keys");
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(nextDirectory())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(nextDirectory())) {
            return files.sorted().toList();
        }
    }
}
