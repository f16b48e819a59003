// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cordon.member.PeerOutcome.Accepted;
import org.cordon.member.TestCertificates.Shape;
import org.cordon.member.TestConsortium.TestNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeerVerifierTest {
    private static final String HOST = "cordon.example";
    private final CertificateAuthority authority =
            CertificateAuthority.create("test", Duration.ofDays(100), TestConsortium.seeded(1), TestConsortium.CLOCK);
    private final TestNode coordinator = TestNode.issue(authority, "coordinator", 10, HOST, "10.0.0.1", "2001:db8::1");
    private final List<TestNode> nodes = List.of(
            TestNode.issue(authority, "alpha", 20),
            TestNode.issue(authority, "beta", 30),
            TestNode.issue(authority, "gamma", 40));
    private final VerifiedManifest manifest = manifest();
    private final PeerVerifier verifier = verifierAt(TestConsortium.NOW);

    @Test
    void membersAndCoordinatorAreTold() {
        for (int i = 1; i <= 3; i++) {
            assertThat(verifier.member(chain(nodes.get(i - 1))))
                    .isEqualTo(new Accepted(manifest.manifest().find(i).orElseThrow()));
        }
        assertThat(verifier.coordinator(chain(coordinator), HOST))
                .isEqualTo(new Accepted(manifest.manifest().coordinator()));
    }

    @Test
    void aChainThatCarriesTheRootIsTheSame() {
        List<X509Certificate> whole = List.of(nodes.get(0).certificate(), authority.certificate());
        assertThat(verifier.member(whole)).isInstanceOf(Accepted.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {HOST, "CORDON.example", "cordon.example.", "10.0.0.1", "2001:db8::1", "[2001:DB8:0:0::1]"})
    void everyNameOfTheCertificateMayBeDialled(String host) {
        assertThat(verifier.coordinator(chain(coordinator), host)).isInstanceOf(Accepted.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"example", "x.cordon.example", "10.0.0.2", "2001:db8::2", "localhost"})
    void otherHostsAreRefused(String host) {
        refused(
                verifier.coordinator(chain(coordinator), host),
                PeerOutcome.WrongHost.class,
                "the peer's certificate is for cordon.example, 10.0.0.1, 2001:db8:0:0:0:0:0:1 but we dialled ");
    }

    @Test
    void anUnfitHostIsTheCallersFault() {
        assertThatThrownBy(() -> verifier.coordinator(chain(coordinator), "no host"))
                .hasMessage("host must be a DNS name or an IP address, but was \"no host\"");
    }

    @Test
    void noCertificateIsRefused() {
        refused(verifier.member(List.of()), PeerOutcome.NoCertificate.class, "the peer sent no certificate;");
    }

    @Test
    void anExpiredCertificateIsRefused() {
        PeerVerifier later = verifierAt(TestConsortium.NOW.plus(Duration.ofDays(31)));
        refused(
                later.member(chain(nodes.get(0))),
                PeerOutcome.Expired.class,
                "the certificate of \"CN=alpha,O=test\" expired on 2026-12-21T12:00:00Z (it is 2026-12-22T12:00:00Z here);"
                        + " ask the operator for a new one");
    }

    @Test
    void aCertificateOfTheFutureNamesTheClock() {
        PeerVerifier early = verifierAt(TestConsortium.NOW.minus(Duration.ofHours(2)));
        refused(
                early.member(chain(nodes.get(0))),
                PeerOutcome.NotYetValid.class,
                "the certificate of \"CN=alpha,O=test\" is valid only from 2026-11-21T11:00:00Z but it is"
                        + " 2026-11-21T10:00:00Z here; set this machine's clock (NTP)");
    }

    @Test
    void datesAreInclusive() {
        assertThat(verifierAt(TestConsortium.NOW.plus(Duration.ofDays(30))).member(chain(nodes.get(0))))
                .isInstanceOf(Accepted.class);
        assertThat(verifierAt(TestConsortium.NOW.minus(Duration.ofHours(1))).member(chain(nodes.get(0))))
                .isInstanceOf(Accepted.class);
    }

    @Test
    void aCertificateOfAnotherAuthorityIsRefusedEvenUnderTheSameName() {
        CertificateAuthority twin = CertificateAuthority.create(
                "test", Duration.ofDays(100), TestConsortium.seeded(2), TestConsortium.CLOCK);
        refused(
                verifier.member(chain(TestNode.issue(twin, "alpha", 20))),
                PeerOutcome.WrongAuthority.class,
                "the peer's certificate was issued by \"CN=authority,O=test\" and not by the key of our authority"
                        + " \"CN=authority,O=test\"; check that both nodes are of one consortium");
    }

    @Test
    void theRootItselfIsNoNode() {
        refused(
                verifier.member(List.of(authority.certificate())),
                PeerOutcome.NotANodeCertificate.class,
                "the certificate of \"CN=authority,O=test\" is not a node's: it is an authority's;");
    }

    @Test
    void certificatesForOtherUsesAreRefused() throws Exception {
        var key = nodes.get(0).tls().getPublic();
        X509Certificate sub = TestCertificates.issue(authority, key, new Shape(true, false, Optional.empty()));
        X509Certificate client = TestCertificates.issue(authority, key, new Shape(false, true, Optional.empty()));
        X509Certificate rsa =
                TestCertificates.issue(authority, TestCertificates.rsa().getPublic(), Shape.node(Optional.empty()));
        refused(
                verifier.member(List.of(sub)),
                PeerOutcome.NotANodeCertificate.class,
                "the certificate of \"CN=odd\" is not a node's: it is an authority's");
        refused(
                verifier.member(List.of(client)),
                PeerOutcome.NotANodeCertificate.class,
                "the certificate of \"CN=odd\" is not a node's: it is not for TLS client and server");
        refused(
                verifier.member(List.of(rsa)),
                PeerOutcome.NotANodeCertificate.class,
                "the certificate of \"CN=odd\" is not a node's: its key is not for P-256");
    }

    @Test
    void aMissingBindingIsRefused() throws Exception {
        X509Certificate bare =
                TestCertificates.issue(authority, nodes.get(0).tls().getPublic(), Shape.node(Optional.empty()));
        refused(
                verifier.member(List.of(bare)),
                PeerOutcome.BindingMissing.class,
                "the certificate of \"CN=odd\" carries no identity key (extension 2.999.67.1);");
    }

    @Test
    void aForgedBindingIsRefused() throws Exception {
        var stolen = BindingExtension.sign(
                        nodes.get(0).tls().getPublic(), nodes.get(0).identity())
                .toAsn1();
        X509Certificate forged =
                TestCertificates.issue(authority, nodes.get(1).tls().getPublic(), Shape.node(Optional.of(stolen)));
        refused(
                verifier.member(List.of(forged)),
                PeerOutcome.BindingForged.class,
                "the identity key in the certificate of \"CN=odd\" did not sign for the certificate's key;");
    }

    @Test
    void aStrangerWithASoundCertificateIsRefused() {
        refused(
                verifier.member(chain(TestNode.issue(authority, "alpha", 77))),
                PeerOutcome.UnknownMember.class,
                "the identity key of \"CN=alpha,O=test\" is not in the manifest;");
    }

    @Test
    void anIdentityWithAnotherTlsKeyIsRefused() {
        var otherKey = P256.generate(TestConsortium.seeded(99)).getPublic();
        X509Certificate renewed =
                authority.issue("alpha", otherKey, nodes.get(0).identity(), List.of("alpha"), Duration.ofDays(1));
        refused(
                verifier.member(List.of(renewed)),
                PeerOutcome.WrongCertificateKey.class,
                "the manifest names another TLS key for alpha;");
    }

    @Test
    void rolesAreNotExchanged() {
        refused(
                verifier.member(chain(coordinator)),
                PeerOutcome.WrongRole.class,
                "the peer is the coordinator but a member was expected;");
        refused(
                verifier.coordinator(chain(nodes.get(0)), "alpha"),
                PeerOutcome.WrongRole.class,
                "the peer is member alpha but the coordinator was expected;");
    }

    @Test
    void everySentenceIsOneLineWithAMend() {
        Member peer = manifest.manifest().coordinator();
        Instant now = TestConsortium.NOW;
        List<PeerOutcome.Refused> all = List.of(
                new PeerOutcome.NoCertificate(),
                new PeerOutcome.WrongAuthority("CN=a\nb", "CN=c"),
                new PeerOutcome.Expired("CN=a\nb", now, now),
                new PeerOutcome.NotYetValid("CN=a\nb", now, now),
                new PeerOutcome.NotANodeCertificate("CN=a\nb", "cause"),
                new PeerOutcome.WrongHost("a", List.of("b")),
                new PeerOutcome.BindingMissing("CN=a\nb"),
                new PeerOutcome.BindingForged("CN=a\nb"),
                new PeerOutcome.UnknownMember("CN=a\nb"),
                new PeerOutcome.WrongCertificateKey(peer),
                new PeerOutcome.WrongRole(peer));
        assertThat(all)
                .extracting(PeerOutcome.Refused::sentence)
                .allSatisfy(sentence -> assertThat(sentence).contains(";").doesNotContain("\n"));
    }

    private VerifiedManifest manifest() {
        List<Member> members = new ArrayList<>();
        for (int i = 1; i <= nodes.size(); i++) {
            members.add(nodes.get(i - 1).member(i, TestConsortium.EXCHANGES.get(i - 1)));
        }
        return new VerifiedManifest(new Manifest("test", members, coordinator.member(0, "coordinator")));
    }

    private PeerVerifier verifierAt(Instant now) {
        return new PeerVerifier(authority.certificate(), manifest, InstantSource.fixed(now));
    }

    private static List<X509Certificate> chain(TestNode node) {
        return List.of(node.certificate());
    }

    private static void refused(PeerOutcome outcome, Class<? extends PeerOutcome.Refused> kind, String sentence) {
        assertThat(outcome).isInstanceOf(kind);
        assertThat(((PeerOutcome.Refused) outcome).sentence()).startsWith(sentence);
    }
}
