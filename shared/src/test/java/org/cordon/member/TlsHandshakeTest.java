// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real TLS 1.3 handshakes, engine to engine, without a socket. */
class TlsHandshakeTest {
    private static final int COORDINATOR = 0;
    private static final int ALPHA = 1;

    @TempDir
    private Path temp;

    private final List<TlsIdentity> identities = new ArrayList<>();
    private PeerVerifier verifier;

    @BeforeEach
    void makeConsortium() throws IOException {
        try (ConsortiumDraft draft = TestConsortium.draft(11)) {
            for (NodeDirectory node :
                    draft.writeTo(temp.resolve("out"), KeyLocks.keyFiles(TestConsortium.seeded(12)))) {
                identities.add(open(node));
            }
            verifier = new PeerVerifier(draft.authority(), TestConsortium.found(draft).current(), TestConsortium.CLOCK);
        }
    }

    @Test
    void coordinatorAndMemberShakeHands() throws Exception {
        SSLEngine server = engine(identities.get(COORDINATOR), serverTrust(), false);
        SSLEngine client = engine(identities.get(ALPHA), clientTrust("localhost"), true);
        shakeHands(client, server);
        assertThat(client.getSession().getProtocol()).isEqualTo("TLSv1.3");
        assertThat(server.getSession().getPeerCertificates()[0])
                .isEqualTo(identities.get(ALPHA).chain().get(0));
    }

    @Test
    void theWrongHostEndsTheHandshakeWithItsSentence() throws Exception {
        SSLEngine server = engine(identities.get(COORDINATOR), serverTrust(), false);
        SSLEngine client = engine(identities.get(ALPHA), clientTrust("cordon.example"), true);
        assertThatThrownBy(() -> shakeHands(client, server))
                .isInstanceOf(SSLException.class)
                .hasRootCauseInstanceOf(CertificateException.class)
                .hasStackTraceContaining("but we dialled cordon.example; dial one of these names");
    }

    @Test
    void aMemberInTheCoordinatorsPlaceIsRefused() throws Exception {
        SSLEngine server = engine(identities.get(2), serverTrust(), false);
        SSLEngine client = engine(identities.get(ALPHA), clientTrust("beta"), true);
        assertThatThrownBy(() -> shakeHands(client, server))
                .hasStackTraceContaining("the peer is member beta but the coordinator was expected");
    }

    @Test
    void aStrangerIsRefusedByTheCoordinator() throws Exception {
        TlsIdentity stranger;
        try (ConsortiumDraft other = TestConsortium.draft(99)) {
            stranger = open(other.writeTo(temp.resolve("other"), KeyLocks.keyFiles(TestConsortium.seeded(13)))
                    .get(ALPHA));
        }
        SSLEngine server = engine(identities.get(COORDINATOR), serverTrust(), false);
        SSLEngine client = engine(stranger, clientTrust("localhost"), true);
        assertThatThrownBy(() -> shakeHands(client, server)).hasStackTraceContaining("not by the key of our authority");
    }

    private TestTrust serverTrust() {
        return new TestTrust(verifier::member);
    }

    private TestTrust clientTrust(String host) {
        return new TestTrust(chain -> verifier.coordinator(chain, host));
    }

    private static TlsIdentity open(NodeDirectory node) throws IOException {
        try (KeyLock lock = KeyLock.keyFile(node.unlockFile());
                NodeKeys keys = node.openKeys(lock)) {
            return node.tlsIdentity(keys);
        }
    }

    private static SSLEngine engine(TlsIdentity own, TestTrust trust, boolean isClient) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, new char[0]);
        store.setKeyEntry("own", own.privateKey(), new char[0], own.chain().toArray(X509Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(keys.getKeyManagers(), new TrustManager[] {trust}, null);
        SSLEngine engine = context.createSSLEngine();
        engine.setEnabledProtocols(new String[] {"TLSv1.3"});
        engine.setUseClientMode(isClient);
        if (!isClient) {
            engine.setNeedClientAuth(true);
        }
        return engine;
    }

    private static void shakeHands(SSLEngine client, SSLEngine server) throws SSLException {
        ByteBuffer toServer = ByteBuffer.allocate(1 << 16);
        ByteBuffer toClient = ByteBuffer.allocate(1 << 16);
        client.beginHandshake();
        server.beginHandshake();
        for (int turn = 0; turn < 100 && !(isDone(client) && isDone(server)); turn++) {
            step(client, toClient, toServer);
            step(server, toServer, toClient);
        }
        assertThat(isDone(client) && isDone(server)).as("handshake finished").isTrue();
    }

    private static boolean isDone(SSLEngine engine) {
        return engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING;
    }

    /** One turn of one side: delegated tasks, what it has to say, then what it was told. */
    private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
        if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            engine.wrap(ByteBuffer.allocate(0), out);
        }
        in.flip();
        if (in.hasRemaining() && engine.getHandshakeStatus() == HandshakeStatus.NEED_UNWRAP) {
            engine.unwrap(in, ByteBuffer.allocate(1 << 16));
        }
        in.compact();
    }
}
