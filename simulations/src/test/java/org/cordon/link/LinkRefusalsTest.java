// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.cordon.coordinator.server.FederationServer;
import org.cordon.coordinator.server.Limits;
import org.cordon.member.CertificateAuthority;
import org.cordon.member.PeerVerifier;
import org.cordon.member.VerifiedManifest;
import org.cordon.participant.client.GrpcCoordinatorLink;
import org.cordon.participant.client.HostPort;
import org.cordon.participant.client.LinkSettings;
import org.cordon.participant.round.CoordinatorLink.LinkRefused;
import org.cordon.sum.round.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What will never work says what is wrong and how to mend it, at once, on both sides. */
class LinkRefusalsTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final TestConsortium CONSORTIUM = new TestConsortium(5);

    private final FakeDesk desk = new FakeDesk();
    private final FederationServer server = CONSORTIUM.serve(desk);
    private final int port = server.address().getPort();

    @AfterEach
    void close() {
        assertThat(desk.submitted).isEmpty();
        server.close();
    }

    @Test
    void aClientWithTls12IsRefused() {
        try (RawClient client = RawClient.dial(port, CONSORTIUM.members.get(0).tls(), "TLSv1.2", "X25519MLKEM768")) {
            assertThat(client.refusal(FakeDesk.message(1, 1))).hasStackTraceContaining("ALERT_PROTOCOL_VERSION");
        }
    }

    @Test
    void aClientWithoutThePostQuantumGroupIsRefused() {
        try (RawClient client = RawClient.dial(port, CONSORTIUM.members.get(0).tls(), "TLSv1.3", "X25519")) {
            assertThat(client.refusal(FakeDesk.message(1, 1)))
                    .hasMessageContaining("Connection closed while performing TLS negotiation");
        }
        try (RawClient client = RawClient.dial(port, CONSORTIUM.members.get(0).tls(), "TLSv1.3", "X25519MLKEM768")) {
            assertThat(client.uploadOffset(FakeDesk.scope(1, 1))).isZero();
        }
    }

    @Test
    void aPlaintextClientIsRefused() {
        try (RawClient client = RawClient.plaintext(port)) {
            assertThat(client.refusal(FakeDesk.message(1, 1)).getStatus().getCode())
                    .isEqualTo(Status.Code.UNAVAILABLE);
        }
    }

    @Test
    void aCertificateOfAnotherAuthorityIsRefused() {
        CertificateAuthority other =
                CertificateAuthority.create("north", Duration.ofDays(365), TestConsortium.RANDOM, TestConsortium.CLOCK);
        TestConsortium.Node foreign = TestConsortium.node(other, CONSORTIUM.authority, "member-1", Duration.ofDays(30));
        try (RawClient client = RawClient.dial(port, foreign.tls())) {
            assertThat(client.refusal(FakeDesk.message(1, 1))).hasStackTraceContaining("ALERT_UNKNOWN_CA");
        }
        assertThatThrownBy(() -> GrpcCoordinatorLink.open(
                        TestConsortium.settings(port), foreign.tls(), CONSORTIUM.verifier(), TestConsortium.RANDOM))
                .isInstanceOf(LinkRefused.class)
                .hasMessageStartingWith(
                        "our own certificate will not be accepted: the peer's certificate was issued by")
                .hasMessageEndingWith("check that both nodes are of one consortium and have its authority.pem");
    }

    @Test
    void aCoordinatorOfAnotherAuthorityIsRefused() {
        TestConsortium other = new TestConsortium(5);
        try (FederationServer foreign = other.serve(new FakeDesk())) {
            assertRefused(CONSORTIUM.link(1, foreign.address().getPort()))
                    .hasMessageContaining("the peer's certificate was issued by")
                    .hasMessageContaining("check that both nodes are of one consortium and have its authority.pem");
        }
    }

    @Test
    void anExpiredCoordinatorIsRefused() {
        TestConsortium old = TestConsortium.withCoordinatorIssued(Duration.ofDays(-60), 5);
        try (FederationServer expired = old.serve(desk)) {
            assertRefused(old.link(1, expired.address().getPort()))
                    .hasMessageContaining("the certificate of ")
                    .hasMessageContaining(" expired on ")
                    .hasMessageEndingWith("ask the operator for a new one, or set this machine's clock if it is ahead");
        }
    }

    @Test
    void aCoordinatorFromTheFutureIsRefused() {
        TestConsortium coming = TestConsortium.withCoordinatorIssued(Duration.ofDays(2), 5);
        try (FederationServer early = coming.serve(desk)) {
            assertRefused(coming.link(1, early.address().getPort()))
                    .hasMessageContaining(" is valid only from ")
                    .hasMessageContaining("set this machine's clock (NTP)");
        }
    }

    @Test
    void aMemberWhoseCertificateHasExpiredForTheCoordinatorIsTold() {
        try (FederationServer late = TestConsortium.serve(
                desk,
                0,
                Limits.defaults(),
                CONSORTIUM.coordinator.tls(),
                CONSORTIUM.verifier(TestConsortium.shifted(Duration.ofDays(60))))) {
            assertRefused(CONSORTIUM.link(1, late.address().getPort()))
                    .hasMessageContaining(" refused our certificate: by its clock it has expired; ask the operator");
        }
    }

    @Test
    void aMemberWhoseCertificateIsNotYetValidForTheCoordinatorIsTold() {
        try (FederationServer early = TestConsortium.serve(
                desk,
                0,
                Limits.defaults(),
                CONSORTIUM.coordinator.tls(),
                CONSORTIUM.verifier(TestConsortium.shifted(Duration.ofDays(-2))))) {
            assertRefused(CONSORTIUM.link(1, early.address().getPort()))
                    .hasMessageContaining(" refused our certificate: it is not valid yet by its clock")
                    .hasMessageContaining("check the clocks (NTP)");
        }
    }

    @Test
    void whoIsNotInTheManifestIsToldSo() {
        TestConsortium.Node stranger = TestConsortium.node(CONSORTIUM.authority, "member-6", Duration.ofDays(30));
        List<TestConsortium.Node> six = new ArrayList<>(CONSORTIUM.members);
        six.add(stranger);
        VerifiedManifest wider = TestConsortium.found(CONSORTIUM.authority, CONSORTIUM.coordinator, six)
                .current();
        GrpcCoordinatorLink link = GrpcCoordinatorLink.open(
                TestConsortium.settings(port),
                stranger.tls(),
                new PeerVerifier(CONSORTIUM.authority.certificate(), wider, TestConsortium.CLOCK),
                TestConsortium.RANDOM);
        assertRefused(link)
                .hasMessageContaining(" does not take us for a member: the identity key of ")
                .hasMessageContaining("is not in the manifest; have the operator add it");
    }

    @Test
    void theCoordinatorsOwnCertificateIsNoMembers() {
        try (RawClient client = RawClient.dial(port, CONSORTIUM.coordinator.tls())) {
            StatusRuntimeException refused = client.refusal(FakeDesk.message(1, 1));
            assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
            assertThat(refused).hasMessageContaining("the peer is the coordinator but a member was expected");
        }
    }

    @Test
    void aMemberInPlaceOfTheCoordinatorIsRefused() {
        try (FederationServer impostor = TestConsortium.serve(
                desk, 0, Limits.defaults(), CONSORTIUM.members.get(4).tls(), CONSORTIUM.verifier())) {
            assertRefused(CONSORTIUM.link(1, impostor.address().getPort()))
                    .hasMessageContaining("the peer is member member-5 but the coordinator was expected");
        }
    }

    @Test
    void anotherHostThanTheCertificatesIsRefused() {
        LinkSettings byAddress = LinkSettings.of(new HostPort("127.0.0.1", port));
        assertRefused(CONSORTIUM.link(1, byAddress))
                .hasMessageContaining("the peer's certificate is for localhost but we dialled 127.0.0.1; dial one of");
    }

    @Test
    void aPortThatDoesNotSpeakTlsIsRefused() throws IOException {
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try (ServerSocket web = new ServerSocket(0)) {
            threads.execute(() -> {
                try (var client = web.accept()) {
                    client.getOutputStream()
                            .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    client.getInputStream().readAllBytes();
                } catch (IOException closed) {
                    // the client left
                }
            });
            assertRefused(CONSORTIUM.link(1, web.getLocalPort()))
                    .hasMessageEndingWith(" does not speak TLS; check host and port of the coordinator");
        } finally {
            threads.shutdownNow();
        }
    }

    private static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
            GrpcCoordinatorLink link) {
        try (link) {
            assertThatThrownBy(() -> link.submit(FakeDesk.message(1, 1), SOON)).isInstanceOf(LinkRefused.class);
            assertThatThrownBy(() -> link.next(SOON)).isInstanceOf(LinkRefused.class);
            return assertThatThrownBy(() -> {
                Verdict verdict = link.submit(FakeDesk.message(1, 1), SOON);
                throw new AssertionError("was answered " + verdict);
            });
        }
    }
}
