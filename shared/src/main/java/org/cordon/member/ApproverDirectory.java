// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import java.io.IOException;
import java.nio.file.Path;
import org.cordon.suite.Randomness;
import org.cordon.suite.Signer;
import org.cordon.suite.SigningKey;
import org.cordon.suite.VerifyKey;

/**
 * The files of a person who approves for an exchange; kept away from its node, on a machine or a medium of their own.
 *
 * <pre>
 * approver.key     the private key, locked, or approver.token: where it is in a PKCS#11 token
 * approver.pub     the public half             unlock.key   as in {@link NodeDirectory}
 * </pre>
 *
 * @param path the directory
 */
public record ApproverDirectory(Path path) {
    private static final String NAME = "approver";

    /** Makes the directory with mode 0700; its parent must exist, the directory must not. */
    public static ApproverDirectory create(Path path) throws IOException {
        PrivateFiles.createDirectory(path);
        return new ApproverDirectory(path);
    }

    /** Makes the key and its public half; the caller closes it. */
    public Signer makeKey(KeyHolder holder) throws IOException {
        Signer key = holder.makeSigner(path.resolve(NAME), KeyHolder.Role.APPROVER);
        try {
            Certificates.writeKey(path.resolve(NAME + ".pub"), key.verifyKey());
            return key;
        } catch (IOException | RuntimeException failed) {
            key.close();
            throw failed;
        }
    }

    /** Opens the key; the caller closes it. */
    public Signer openKey(KeyHolder holder) throws IOException {
        return holder.openSigner(path.resolve(NAME), KeyHolder.Role.APPROVER);
    }

    /** The public half, which needs no lock. */
    public VerifyKey approver() throws IOException {
        return Certificates.readKey(path.resolve(NAME + ".pub"));
    }

    /** Where the 32 bytes lie that unlock the key, if they lie in this directory. */
    public Path unlockFile() {
        return path.resolve("unlock.key");
    }

    void write(SigningKey approver, KeyLock lock, Randomness randomness) throws IOException {
        FileKeys.writeSigner(path.resolve(NAME + ".key"), KeyHolder.Role.APPROVER, approver, lock, randomness);
        Certificates.writeKey(path.resolve(NAME + ".pub"), approver.verifyKey());
    }
}
