// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.cordon.member.KeyFileRefused.Reason;
import org.cordon.suite.Bytes;
import org.cordon.suite.Randomness;

/**
 * The files that make a node one of a consortium.
 *
 * <pre>
 * node.key         private keys, locked      certificate.pem  the node's certificate
 * authority.pem    the trust anchor          history.bin      the consortium's history (package wire encodes it)
 * unlock.key       the 32 bytes that unlock node.key, if no passphrase does and they lie here
 * </pre>
 *
 * <p><b>Guarantees.</b> Every refusal is a {@link KeyFileRefused} that names the file, the cause and the mend.
 *
 * @param path the directory
 */
public record NodeDirectory(Path path) {
    /** Makes the directory with mode 0700; its parent must exist, the directory must not. */
    public static NodeDirectory create(Path path) throws IOException {
        PrivateFiles.createDirectory(path);
        return new NodeDirectory(path);
    }

    /** Whether the node's private keys are made already, in a file or in a token. */
    public boolean hasKeys() {
        return Files.exists(keyFile()) || Files.exists(path.resolve("node.token"));
    }

    /** Opens the node's private keys; the caller closes them. */
    public NodeKeys openKeys(KeyLock lock) throws IOException {
        requireNoApprover();
        return NodeKeys.read(keyFile(), lock);
    }

    /** Opens the node's private keys, wherever they are; the caller closes them. */
    public NodeKeys openKeys(KeyHolder holder) throws IOException {
        requireNoApprover();
        return holder.openNode(keyPlace());
    }

    /** Makes the node's private keys; the caller closes them. */
    public NodeKeys makeKeys(KeyHolder holder) throws IOException {
        return holder.makeNode(keyPlace());
    }

    /** Where the node's current keys lie, as {@link KeyHolder} names places. */
    public Path keyPlace() {
        return path.resolve("node");
    }

    /** One machine that can both speak for an exchange and approve for it would make approval worth nothing. */
    void requireNoApprover() throws KeyFileRefused {
        for (String name : List.of("approver.key", "approver.token")) {
            if (Files.exists(path.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                throw new KeyFileRefused(
                        Reason.APPROVER_ON_NODE,
                        path.resolve(name),
                        "is an approver's key and must not lie on a node, because whoever breaks into the node could"
                                + " then approve; move it to the approver's own directory on another machine");
            }
        }
    }

    /** The node's side of TLS with the certificate of these keys; it may lie beside older or newer ones. */
    public TlsIdentity tlsIdentity(NodeKeys keys) throws IOException {
        Path file = new NodeKeyPlaces(this).certificateOf(keys).orElse(certificateFile());
        X509Certificate certificate = Certificates.read(file);
        X509Certificate authority = authority();
        try {
            return TlsIdentity.of(List.of(certificate), keys.tlsKey(), authority);
        } catch (IllegalArgumentException mismatch) {
            throw new KeyFileRefused(
                    Reason.BAD_CERTIFICATE,
                    certificateFile(),
                    "does not belong to " + keyFile().getFileName() + ": " + mismatch.getMessage()
                            + "; take both files from one copy of the directory");
        }
    }

    /** The consortium's certificate authority. */
    public X509Certificate authority() throws IOException {
        return Certificates.read(path.resolve("authority.pem"));
    }

    /** Where the consortium's history lies. */
    public Path historyFile() {
        return path.resolve("history.bin");
    }

    /** Where the 32 bytes lie that unlock the keys, if they lie in this directory. */
    public Path unlockFile() {
        return path.resolve("unlock.key");
    }

    Path keyFile() {
        return path.resolve("node.key");
    }

    Path certificateFile() {
        return path.resolve("certificate.pem");
    }

    /** The node's own certificate. */
    public X509Certificate certificate() throws IOException {
        return Certificates.read(certificateFile());
    }

    /**
     * Installs a certificate that was issued for {@code keys}, in the place of an older one, with its authority.
     *
     * @throws KeyFileRefused if it is not for these keys; nothing is changed then
     */
    public void install(Bytes certificate, Bytes authority, NodeKeys keys) throws IOException {
        X509Certificate own = Certificates.decode(certificateFile(), certificate);
        X509Certificate root = Certificates.decode(path.resolve("authority.pem"), authority);
        if (!P256.keyDigest(own.getPublicKey()).equals(P256.keyDigest(keys.tlsPublicKey()))) {
            throw new KeyFileRefused(
                    Reason.BAD_CERTIFICATE,
                    certificateFile(),
                    "is not replaced: the certificate that was sent is for another key; tell the coordinator's operator");
        }
        Certificates.replace(path.resolve("authority.pem"), root);
        Certificates.replace(certificateFile(), own);
    }

    /** Opens the certificate authority, which lies with the coordinator. */
    public CertificateAuthority openAuthority(KeyHolder holder, Randomness randomness, InstantSource clock)
            throws IOException {
        X509Certificate certificate = authority();
        AuthorityKey key = holder.openAuthority(path.resolve("authority"));
        try {
            return CertificateAuthority.of(certificate, key, randomness, clock);
        } catch (IllegalArgumentException unfit) {
            key.close();
            throw new KeyFileRefused(
                    Reason.BAD_CERTIFICATE,
                    path.resolve("authority.pem"),
                    "does not belong to the authority's key; take both from one copy of the directory");
        }
    }

    void writeAuthority(CertificateAuthority authority, KeyLock lock, Randomness randomness) throws IOException {
        byte[] pkcs8 = authority.key().getEncoded();
        try {
            KeyFile.write(path.resolve("authority.key"), KeyFile.Kind.AUTHORITY, pkcs8, lock, randomness);
        } finally {
            Arrays.fill(pkcs8, (byte) 0);
        }
    }

    /** Writes a new node's files, all but the history, into this directory. */
    void write(
            NodeKeys keys, KeyLock lock, X509Certificate certificate, X509Certificate authority, Randomness randomness)
            throws IOException {
        keys.write(keyFile(), lock, randomness);
        Certificates.write(certificateFile(), certificate);
        Certificates.write(path.resolve("authority.pem"), authority);
    }
}
