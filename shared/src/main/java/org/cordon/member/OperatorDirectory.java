// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Arrays;
import org.cordon.member.KeyFileRefused.Reason;
import org.cordon.suite.Randomness;
import org.cordon.suite.Signer;
import org.cordon.suite.SigningKey;
import org.cordon.suite.VerifyKey;

/**
 * The operator's files: {@code operator.key} signs manifest and charters, {@code authority.key} issues certificates;
 * {@code operator.pub} and {@code authority.pem} are their public halves, {@code unlock.key} as in {@link NodeDirectory}.
 *
 * @param path the directory
 */
public record OperatorDirectory(Path path) {
    /** Opens the key that signs manifest and charters; the caller closes it. */
    public SigningKey openSigningKey(KeyLock lock) throws IOException {
        return FileKeys.readSigner(path.resolve("operator.key"), KeyHolder.Role.OPERATOR, lock);
    }

    /** Opens the key that signs manifest and charters; the caller closes it. */
    public Signer openSigningKey(KeyHolder holder) throws IOException {
        return holder.openSigner(path.resolve("operator"), KeyHolder.Role.OPERATOR);
    }

    /** Opens the certificate authority. */
    public CertificateAuthority openAuthority(KeyHolder holder, Randomness randomness, InstantSource clock)
            throws IOException {
        X509Certificate certificate = Certificates.read(path.resolve("authority.pem"));
        PrivateKey key = holder.openAuthority(path.resolve("authority")).getPrivate();
        try {
            return CertificateAuthority.of(certificate, key, randomness, clock);
        } catch (IllegalArgumentException unfit) {
            throw new KeyFileRefused(
                    Reason.BAD_CERTIFICATE,
                    path.resolve("authority.pem"),
                    "does not belong to the authority's key; take both from one copy of the directory");
        }
    }

    /** Opens the certificate authority. */
    public CertificateAuthority openAuthority(KeyLock lock, Randomness randomness, InstantSource clock)
            throws IOException {
        Path file = path.resolve("authority.key");
        X509Certificate certificate = Certificates.read(path.resolve("authority.pem"));
        byte[] pkcs8 = KeyFile.read(file, KeyFile.Kind.AUTHORITY, lock);
        try {
            PrivateKey key = P256.decode(pkcs8);
            return CertificateAuthority.of(certificate, key, randomness, clock);
        } catch (GeneralSecurityException | IllegalArgumentException unfit) {
            throw new KeyFileRefused(
                    Reason.BAD_CERTIFICATE,
                    file,
                    "does not belong to authority.pem; take both files from one copy of the directory");
        } finally {
            Arrays.fill(pkcs8, (byte) 0);
        }
    }

    /** The public half of the signing key. */
    public VerifyKey operator() throws IOException {
        return Certificates.readKey(path.resolve("operator.pub"));
    }

    /** Where the 32 bytes lie that unlock the keys, if they lie in this directory. */
    public Path unlockFile() {
        return path.resolve("unlock.key");
    }

    void write(SigningKey operator, CertificateAuthority authority, KeyLock lock, Randomness randomness)
            throws IOException {
        byte[] pkcs8 = authority.key().getEncoded();
        FileKeys.writeSigner(path.resolve("operator.key"), KeyHolder.Role.OPERATOR, operator, lock, randomness);
        try {
            KeyFile.write(path.resolve("authority.key"), KeyFile.Kind.AUTHORITY, pkcs8, lock, randomness);
        } finally {
            Arrays.fill(pkcs8, (byte) 0);
        }
        Certificates.writeKey(path.resolve("operator.pub"), operator.verifyKey());
        Certificates.write(path.resolve("authority.pem"), authority.certificate());
    }
}
