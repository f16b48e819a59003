// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cordon.suite.Signer;
import org.cordon.suite.VerifyKey;

/**
 * The key files of a witness that is no member: a regulator, or another party whom both sides trust to look on.
 *
 * <pre>
 * witness.key      the private key, locked, or witness.token: where it is in a PKCS#11 token
 * witness.pub      the public half             unlock.key   as in {@link NodeDirectory}
 * </pre>
 *
 * @param path the directory
 */
public record WitnessDirectory(Path path) {
    private static final String NAME = "witness";

    /** Makes the directory with mode 0700; its parent must exist, the directory must not. */
    public static WitnessDirectory create(Path path) throws IOException {
        PrivateFiles.createDirectory(path);
        return new WitnessDirectory(path);
    }

    /** Makes the key and its public half; the caller closes it. */
    public Signer makeKey(KeyHolder holder) throws IOException {
        Signer key = holder.makeSigner(path.resolve(NAME), KeyHolder.Role.WITNESS);
        try {
            Certificates.writeKey(path.resolve(NAME + ".pub"), key.verifyKey());
            return key;
        } catch (IOException | RuntimeException failed) {
            key.close();
            throw failed;
        }
    }

    /** Whether a key was made here. */
    public boolean hasKey() {
        return Files.exists(FileKeys.file(path.resolve(NAME))) || Files.exists(TokenKeys.file(path.resolve(NAME)));
    }

    /** Opens the key; the caller closes it. */
    public Signer openKey(KeyHolder holder) throws IOException {
        return holder.openSigner(path.resolve(NAME), KeyHolder.Role.WITNESS);
    }

    /** The public half, which needs no lock. */
    public VerifyKey witness() throws IOException {
        return Certificates.readKey(path.resolve(NAME + ".pub"));
    }

    /** Where the 32 bytes lie that unlock the key, if they lie in this directory. */
    public Path unlockFile() {
        return path.resolve("unlock.key");
    }
}
