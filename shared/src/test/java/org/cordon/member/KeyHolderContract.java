// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.cordon.member.KeyFileRefused.Reason;
import org.cordon.suite.Bytes;
import org.cordon.suite.Randomness;
import org.cordon.suite.Secret;
import org.cordon.suite.Signature;
import org.cordon.suite.Signer;
import org.cordon.suite.Verifier;
import org.cordon.suite.VerifyKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every holder of keys keeps to. */
abstract class KeyHolderContract {
    static final Randomness RANDOM = Randomness.secure();
    private static final Bytes EXACT = Bytes.wrap("exact bytes".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

    @TempDir
    private Path parent;

    private Path directory;

    /** A holder that opens what an earlier one of this test made. */
    abstract KeyHolder holder() throws IOException;

    /** A holder that must not open what {@link #holder()} made. */
    abstract KeyHolder wrongHolder() throws IOException;

    /** How files of this holder end. */
    abstract String ending();

    @BeforeEach
    void makeDirectory() throws IOException {
        directory = parent.resolve("node");
        PrivateFiles.createDirectory(directory);
    }

    @Test
    void aNodeOpensTheKeysThatWereMade() throws Exception {
        VerifyKey identity;
        PublicKey tls;
        Secret local;
        NodeDirectory node = new NodeDirectory(directory);
        try (KeyHolder holder = holder();
                NodeKeys made = node.makeKeys(holder)) {
            identity = made.identity().verifyKey();
            tls = made.tlsPublicKey();
            local = made.localSecret().copy();
            signs(made.identity());
            signs(made.tlsKey(), tls);
        }
        try (KeyHolder holder = holder();
                NodeKeys opened = node.openKeys(holder)) {
            assertThat(opened.identity().verifyKey()).isEqualTo(identity);
            assertThat(opened.tlsPublicKey()).isEqualTo(tls);
            assertThat(opened.localSecret()).isEqualTo(local);
            signs(opened.identity());
            signs(opened.tlsKey(), tls);
        }
    }

    @Test
    void keysLiveOnWhenTheirHolderIsClosed() throws Exception {
        NodeDirectory node = new NodeDirectory(directory);
        NodeKeys keys;
        try (KeyHolder holder = holder()) {
            node.makeKeys(holder).close();
            keys = node.openKeys(holder);
        }
        signs(keys.identity());
        signs(keys.tlsKey(), keys.tlsPublicKey());
        Secret local = keys.localSecret();
        Signer identity = keys.identity();
        keys.close();
        assertThatThrownBy(() -> identity.sign("ready", EXACT)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(local::copyBytes).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void everyRoleSignsUnderItsOwnKey() throws IOException {
        RoleDirectory approver =
                RoleDirectory.approver(parent.resolve("approver")).create();
        OperatorDirectory operator = new OperatorDirectory(directory);
        try (KeyHolder holder = holder();
                Signer first = approver.makeKey(holder);
                Signer second = holder.makeSigner(directory.resolve("operator"), KeyHolder.Role.OPERATOR)) {
            assertThat(first.verifyKey()).isNotEqualTo(second.verifyKey());
            assertThat(approver.key()).isEqualTo(first.verifyKey());
            signs(first);
            try (Signer opened = operator.openSigningKey(holder)) {
                assertThat(opened.verifyKey()).isEqualTo(second.verifyKey());
                signs(opened);
            }
        }
        try (KeyHolder holder = holder();
                Signer opened = approver.openKey(holder)) {
            assertThat(opened.verifyKey()).isEqualTo(approver.key());
            signs(opened);
        }
    }

    @Test
    void theAuthorityIssuesWithItsKey() throws Exception {
        InstantSource clock = InstantSource.system();
        try (KeyHolder holder = holder();
                CertificateAuthority authority = CertificateAuthority.create(
                        "north",
                        Duration.ofDays(30),
                        holder.makeAuthority(directory.resolve("authority")),
                        RANDOM,
                        clock)) {
            Certificates.write(directory.resolve("authority.pem"), authority.certificate());
        }
        try (KeyHolder holder = holder();
                NodeKeys node = holder.makeNode(directory.resolve("node"));
                CertificateAuthority opened = new NodeDirectory(directory).openAuthority(holder, RANDOM, clock)) {
            X509Certificate certificate =
                    opened.issue("ash", node.tlsPublicKey(), node.identity(), List.of("localhost"), Duration.ofDays(1));
            certificate.verify(opened.certificate().getPublicKey());
            TlsIdentity tls = TlsIdentity.of(List.of(certificate), node.tlsKey(), opened.certificate());
            assertThat(tls.isInHardware()).isEqualTo(ending().equals(".token"));
        }
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        try (KeyHolder holder = holder()) {
            holder.makeNode(directory.resolve("node")).close();
            byte[] before = Files.readAllBytes(file("node"));
            refused(() -> holder.makeNode(directory.resolve("node")), Reason.EXISTS);
            assertThat(Files.readAllBytes(file("node"))).isEqualTo(before);
            holder.makeSigner(directory.resolve("operator"), KeyHolder.Role.OPERATOR)
                    .close();
            refused(() -> holder.makeSigner(directory.resolve("operator"), KeyHolder.Role.OPERATOR), Reason.EXISTS);
        }
    }

    @Test
    void theFileIsItsOwnersAloneAndMovesAsOne() throws IOException {
        try (KeyHolder holder = holder()) {
            VerifyKey identity;
            try (NodeKeys made = holder.makeNode(directory.resolve("node"))) {
                identity = made.identity().verifyKey();
            }
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file("node"))))
                    .isEqualTo("rw-------");
            Files.move(file("node"), file("3"));
            try (NodeKeys opened = holder.openNode(directory.resolve("3"))) {
                assertThat(opened.identity().verifyKey()).isEqualTo(identity);
            }
            Files.setPosixFilePermissions(file("3"), PosixFilePermissions.fromString("rw-r--r--"));
            refused(() -> holder.openNode(directory.resolve("3")), Reason.OPEN_TO_OTHERS);
        }
    }

    @Test
    void everyAlteredByteIsRefused() throws IOException {
        try (KeyHolder holder = holder()) {
            holder.makeNode(directory.resolve("node")).close();
            byte[] whole = Files.readAllBytes(file("node"));
            for (int at = 0; at < whole.length; at += 7) {
                byte[] altered = whole.clone();
                altered[at] ^= 0x11;
                Files.write(file("node"), altered);
                assertThatThrownBy(() -> holder.openNode(directory.resolve("node")))
                        .as("byte " + at)
                        .isInstanceOf(KeyFileRefused.class);
            }
            Files.write(file("node"), java.util.Arrays.copyOf(whole, whole.length - 40));
            assertThatThrownBy(() -> holder.openNode(directory.resolve("node")))
                    .isInstanceOf(KeyFileRefused.class)
                    .hasMessageContaining("; restore it from a copy");
        }
    }

    @Test
    void theWrongHolderAndTheWrongRoleAreRefused() throws IOException {
        try (KeyHolder holder = holder()) {
            holder.makeNode(directory.resolve("node")).close();
            holder.makeSigner(directory.resolve("approver"), KeyHolder.Role.APPROVER)
                    .close();
            refused(() -> holder.openSigner(directory.resolve("node"), KeyHolder.Role.OPERATOR), Reason.WRONG_KIND);
            refused(() -> holder.openSigner(directory.resolve("approver"), KeyHolder.Role.OPERATOR), Reason.WRONG_KIND);
            refused(() -> holder.openNode(directory.resolve("none")), Reason.MISSING);
        }
        assertThatThrownBy(() -> {
                    try (KeyHolder wrong = wrongHolder()) {
                        wrong.openNode(directory.resolve("node")).close();
                    }
                })
                .isInstanceOf(IOException.class)
                .hasMessageContaining("; ");
    }

    @Test
    void anApproversKeyKeepsANodeFromOpening() throws IOException {
        NodeDirectory node = new NodeDirectory(directory);
        try (KeyHolder holder = holder()) {
            node.makeKeys(holder).close();
            holder.makeSigner(directory.resolve("approver"), KeyHolder.Role.APPROVER)
                    .close();
            refused(() -> node.openKeys(holder), Reason.APPROVER_ON_NODE)
                    .hasMessageContaining(file("approver") + " is an approver's key and must not lie on a node")
                    .hasMessageContaining("; move it to the approver's own directory on another machine");
        }
    }

    @Test
    void nothingPrintsASecret() throws IOException {
        try (KeyHolder holder = holder();
                NodeKeys keys = holder.makeNode(directory.resolve("node"))) {
            assertThat(keys.toString() + keys.localSecret()).isEqualTo("NodeKeysSecret");
            assertThat(holder.toString()).matches("FileKeys|TokenKeys");
            assertThat(keys.identity().toString()).matches("SigningKey|TokenSigner");
            byte[] local = keys.localSecret().copyBytes();
            assertThat(java.util.HexFormat.of().formatHex(Files.readAllBytes(file("node"))))
                    .doesNotContain(java.util.HexFormat.of().formatHex(local));
            assertThat(new String(Files.readAllBytes(file("node")), java.nio.charset.StandardCharsets.ISO_8859_1))
                    .doesNotContain(java.util.HexFormat.of().formatHex(local));
        }
    }

    Path directory() {
        return directory;
    }

    private Path file(String name) {
        return directory.resolve(name + ending());
    }

    private static void signs(Signer signer) {
        Signature signature = signer.sign("ready", EXACT);
        assertThat(Verifier.verify(signer.verifyKey(), "ready", EXACT, signature))
                .isTrue();
        assertThat(Verifier.verify(signer.verifyKey(), "open", EXACT, signature))
                .isFalse();
        assertThat(signer.sign("ready", EXACT)).as("RFC 8032 is deterministic").isEqualTo(signature);
    }

    private static void signs(PrivateKey key, PublicKey publicKey) throws GeneralSecurityException {
        var signature = java.security.Signature.getInstance("SHA256withECDSA");
        signature.initSign(key);
        signature.update(EXACT.toByteArray());
        byte[] signed = signature.sign();
        var verifier = java.security.Signature.getInstance("SHA256withECDSA");
        verifier.initVerify(publicKey);
        verifier.update(EXACT.toByteArray());
        assertThat(verifier.verify(signed)).isTrue();
    }

    static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> refused(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call, Reason reason) {
        return assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        KeyFileRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }
}
