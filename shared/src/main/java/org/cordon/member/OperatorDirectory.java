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
 * The operator's files: {@code operator.key} signs invitations and may end tasks, {@code operator.pub} is its public half,
 * {@code unlock.key} as in {@link NodeDirectory}.
 *
 * @param path the directory
 */
public record OperatorDirectory(Path path) {
    /** Opens the operator's key; the caller closes it. */
    public SigningKey openSigningKey(KeyLock lock) throws IOException {
        return FileKeys.readSigner(path.resolve("operator.key"), KeyHolder.Role.OPERATOR, lock);
    }

    /** Opens the operator's key; the caller closes it. */
    public Signer openSigningKey(KeyHolder holder) throws IOException {
        return holder.openSigner(path.resolve("operator"), KeyHolder.Role.OPERATOR);
    }

    /** The public half of the signing key. */
    public VerifyKey operator() throws IOException {
        return Certificates.readKey(path.resolve("operator.pub"));
    }

    /** Where the 32 bytes lie that unlock the keys, if they lie in this directory. */
    public Path unlockFile() {
        return path.resolve("unlock.key");
    }

    void write(SigningKey operator, KeyLock lock, Randomness randomness) throws IOException {
        FileKeys.writeSigner(path.resolve("operator.key"), KeyHolder.Role.OPERATOR, operator, lock, randomness);
        Certificates.writeKey(path.resolve("operator.pub"), operator.verifyKey());
    }
}
