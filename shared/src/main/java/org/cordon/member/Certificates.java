// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;
import org.cordon.member.KeyFileRefused.Reason;
import org.cordon.suite.Bytes;
import org.cordon.suite.VerifyKey;

/** The public files of a node directory: certificates in PEM (RFC 7468), the operator key as one line of 64 hex digits. */
final class Certificates {
    private static final int MAX_BYTES = 16 * 1024;
    private static final int LINE = 64;

    private Certificates() {}

    static void write(Path file, X509Certificate certificate) throws IOException {
        PrivateFiles.write(file, pem(certificate));
    }

    /** As {@link #write}, in the place of what is there. */
    static void replace(Path file, X509Certificate certificate) throws IOException {
        PrivateFiles.replace(file, pem(certificate));
    }

    /** Reads DER; {@code file} is where it is to go. */
    static X509Certificate decode(Path file, Bytes der) throws KeyFileRefused {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(der.toByteArray()));
        } catch (CertificateException malformed) {
            throw new KeyFileRefused(
                    Reason.BAD_CERTIFICATE, file, "is not written: what was sent is no certificate; ask again");
        }
    }

    private static byte[] pem(X509Certificate certificate) {
        try {
            String base64 = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
            String pem = "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
            return pem.getBytes(StandardCharsets.US_ASCII);
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("cannot encode a certificate just made", e);
        }
    }

    static X509Certificate read(Path file) throws IOException {
        byte[] pem = PrivateFiles.readPublic(file, MAX_BYTES);
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
        } catch (CertificateException malformed) {
            throw new KeyFileRefused(
                    Reason.BAD_CERTIFICATE, file, "is not a certificate in PEM; have the operator send it again");
        }
    }

    static void writeKey(Path file, VerifyKey key) throws IOException {
        String line = HexFormat.of().formatHex(key.toByteArray()) + "\n";
        PrivateFiles.write(file, line.getBytes(StandardCharsets.US_ASCII));
    }

    static VerifyKey readKey(Path file) throws IOException {
        String line = new String(PrivateFiles.readPublic(file, MAX_BYTES), StandardCharsets.US_ASCII);
        try {
            return VerifyKey.of(HexFormat.of().parseHex(line.strip()));
        } catch (IllegalArgumentException malformed) {
            throw new KeyFileRefused(
                    Reason.BAD_CERTIFICATE,
                    file,
                    "is not a public key of 64 hexadecimal digits; have the operator send it again");
        }
    }
}
