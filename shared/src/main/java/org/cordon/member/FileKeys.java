// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.util.Arrays;
import org.cordon.member.KeyFileRefused.Reason;
import org.cordon.suite.Randomness;
import org.cordon.suite.Secret;
import org.cordon.suite.Signer;
import org.cordon.suite.SigningKey;

/** Private keys in files, encrypted under a passphrase or a file of 32 bytes. */
final class FileKeys implements KeyHolder {
    static final String ENDING = ".key";

    private final KeyLock lock;
    private final Randomness randomness;

    FileKeys(KeyLock lock, Randomness randomness) {
        this.lock = lock;
        this.randomness = randomness;
    }

    @Override
    public NodeKeys makeNode(Path place) throws IOException {
        return written(place, NodeKeys.generate(P256.generate(randomness), randomness));
    }

    @Override
    public NodeKeys makeNode(Path place, Secret localSecret) throws IOException {
        return written(place, NodeKeys.generate(P256.generate(randomness), localSecret, randomness));
    }

    private NodeKeys written(Path place, NodeKeys keys) throws IOException {
        try {
            keys.write(file(place), lock, randomness);
            return keys;
        } catch (IOException | RuntimeException failed) {
            keys.close();
            throw failed;
        }
    }

    @Override
    public void replaceNode(Path from, Path to) throws IOException {
        Files.move(existing(from), file(to), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        PrivateFiles.syncNames(from, to);
    }

    @Override
    public void destroyNode(Path place) throws IOException {
        Files.deleteIfExists(existing(place));
        PrivateFiles.syncNames(place);
    }

    @Override
    public NodeKeys openNode(Path place) throws IOException {
        return NodeKeys.read(existing(place), lock);
    }

    @Override
    public Signer makeSigner(Path place, Role role) throws IOException {
        SigningKey key = SigningKey.generate(randomness);
        try {
            writeSigner(file(place), role, key, lock, randomness);
            return key;
        } catch (IOException | RuntimeException failed) {
            key.close();
            throw failed;
        }
    }

    static void writeSigner(Path file, Role role, SigningKey key, KeyLock lock, Randomness randomness)
            throws IOException {
        try (Secret seed = key.seed()) {
            byte[] seedBytes = seed.copyBytes();
            try {
                KeyFile.write(file, role.kind(), seedBytes, lock, randomness);
            } finally {
                Arrays.fill(seedBytes, (byte) 0);
            }
        }
    }

    @Override
    public Signer openSigner(Path place, Role role) throws IOException {
        return readSigner(existing(place), role, lock);
    }

    static SigningKey readSigner(Path file, Role role, KeyLock lock) throws IOException {
        byte[] seed = KeyFile.read(file, role.kind(), lock);
        try (Secret secret = Secret.of(seed)) {
            return SigningKey.of(secret);
        } catch (IllegalArgumentException unfit) {
            throw new KeyFileRefused(Reason.ALTERED, file, "holds a malformed key; restore it from a copy");
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    @Override
    public AuthorityKey makeAuthority(Path place) throws IOException {
        KeyPair pair = P256.generate(randomness);
        byte[] pkcs8 = pair.getPrivate().getEncoded();
        try {
            KeyFile.write(file(place), KeyFile.Kind.AUTHORITY, pkcs8, lock, randomness);
            return new AuthorityKey(pair, () -> {});
        } finally {
            Arrays.fill(pkcs8, (byte) 0);
        }
    }

    @Override
    public AuthorityKey openAuthority(Path place) throws IOException {
        Path file = existing(place);
        byte[] pkcs8 = KeyFile.read(file, KeyFile.Kind.AUTHORITY, lock);
        try {
            PrivateKey key = P256.decode(pkcs8);
            return new AuthorityKey(new KeyPair(P256.publicKey(key), key), () -> {});
        } catch (GeneralSecurityException unfit) {
            throw new KeyFileRefused(Reason.ALTERED, file, "holds a malformed key; restore it from a copy");
        } finally {
            Arrays.fill(pkcs8, (byte) 0);
        }
    }

    static Path file(Path place) {
        return place.resolveSibling(place.getFileName() + ENDING);
    }

    private static Path existing(Path place) throws IOException {
        Path file = file(place);
        Path token = TokenKeys.file(place);
        if (!Files.exists(file) && Files.exists(token)) {
            throw new KeyFileRefused(
                    Reason.IN_TOKEN,
                    token,
                    "says that these keys are in a PKCS#11 token, but locked files were asked for;"
                            + " name the token's library and label (keys.pkcs11, or --pkcs11-library and --token)");
        }
        return file;
    }

    @Override
    public void close() {
        lock.close();
    }

    @Override
    public String toString() {
        return "FileKeys";
    }
}
