// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.cordon.suite.Randomness;
import org.cordon.suite.Signer;
import org.cordon.suite.SigningKey;
import org.cordon.suite.VerifyKey;

/**
 * The files of one who holds a single key: a person who approves for an exchange, kept away from its node, on a machine or a
 * medium of their own; or a witness that is no member, such as a regulator.
 *
 * <pre>
 * approver.key     the private key, locked, or approver.token: where it is in a PKCS#11 token; witness.key of a witness
 * approver.pub     the public half             unlock.key   as in {@link NodeDirectory}
 * </pre>
 *
 * @param path the directory
 * @param role whose key it is; the files are named after it
 */
public record RoleDirectory(Path path, KeyHolder.Role role) {
    /** The directory of a person who approves. */
    public static RoleDirectory approver(Path path) {
        return new RoleDirectory(path, KeyHolder.Role.APPROVER);
    }

    /** The directory of a witness that is no member. */
    public static RoleDirectory witness(Path path) {
        return new RoleDirectory(path, KeyHolder.Role.WITNESS);
    }

    /** Makes the directory with mode 0700; its parent must exist, the directory must not. */
    public RoleDirectory create() throws IOException {
        PrivateFiles.createDirectory(path);
        return this;
    }

    /** Makes the key and its public half; the caller closes it. */
    public Signer makeKey(KeyHolder holder) throws IOException {
        Signer key = holder.makeSigner(privateHalf(), role);
        try {
            Certificates.writeKey(publicHalf(), key.verifyKey());
            return key;
        } catch (IOException | RuntimeException failed) {
            key.close();
            throw failed;
        }
    }

    /** Whether a key was made here. */
    public boolean hasKey() {
        return Files.exists(FileKeys.file(privateHalf())) || Files.exists(TokenKeys.file(privateHalf()));
    }

    /** Opens the key; the caller closes it. */
    public Signer openKey(KeyHolder holder) throws IOException {
        return holder.openSigner(privateHalf(), role);
    }

    /** The public half of the key, which needs no lock. */
    public VerifyKey key() throws IOException {
        return Certificates.readKey(publicHalf());
    }

    /** Where the 32 bytes lie that unlock the key, if they lie in this directory. */
    public Path unlockFile() {
        return path.resolve("unlock.key");
    }

    void write(SigningKey key, KeyLock lock, Randomness randomness) throws IOException {
        FileKeys.writeSigner(FileKeys.file(privateHalf()), role, key, lock, randomness);
        Certificates.writeKey(publicHalf(), key.verifyKey());
    }

    /** What both kinds of holders add their ending to. */
    private Path privateHalf() {
        return path.resolve(name());
    }

    private Path publicHalf() {
        return path.resolve(name() + ".pub");
    }

    private String name() {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
