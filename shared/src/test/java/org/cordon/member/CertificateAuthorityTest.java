// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.cordon.member.TestConsortium.TestNode;
import org.cordon.suite.SigningKey;
import org.junit.jupiter.api.Test;

/** What the JDK's own X.509 code says about the certificates that we issue. */
class CertificateAuthorityTest {
    private final CertificateAuthority authority =
            CertificateAuthority.create("test", Duration.ofDays(100), TestConsortium.seeded(1), TestConsortium.CLOCK);
    private final TestNode node = TestNode.issue(authority, "alpha", 2, "Node.Example", "10.1.2.3", "2001:db8::1");

    @Test
    void theRootIsASelfSignedAuthority() throws Exception {
        X509Certificate root = authority.certificate();
        root.verify(root.getPublicKey());
        assertThat(root.getSubjectX500Principal()).isEqualTo(root.getIssuerX500Principal());
        assertThat(root.getSubjectX500Principal().getName()).isEqualTo("CN=authority,O=test");
        assertThat(root.getBasicConstraints()).isZero();
        assertThat(root.getKeyUsage()[5]).as("keyCertSign").isTrue();
        assertThat(root.getKeyUsage()[0]).as("digitalSignature").isFalse();
        assertThat(root.getSigAlgName()).isEqualTo("SHA256withECDSA");
        assertThat(P256.isP256(root.getPublicKey())).isTrue();
    }

    @Test
    void aNodeCertificatePassesPathValidation() throws Exception {
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(authority.certificate(), null)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(TestConsortium.NOW));
        CertPathValidator.getInstance("PKIX")
                .validate(
                        CertificateFactory.getInstance("X.509").generateCertPath(List.of(node.certificate())),
                        parameters);
    }

    @Test
    void aNodeCertificateIsForTlsOnBothSidesAndNamesItsHosts() throws Exception {
        X509Certificate certificate = node.certificate();
        assertThat(certificate.getVersion()).isEqualTo(3);
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=alpha,O=test");
        assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
        assertThat(certificate.getKeyUsage()[0]).as("digitalSignature").isTrue();
        assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
        assertThat(certificate.getSubjectAlternativeNames())
                .containsExactlyInAnyOrder(
                        List.of(2, "node.example"), List.of(7, "10.1.2.3"), List.of(7, "2001:db8:0:0:0:0:0:1"));
        assertThat(certificate.getNonCriticalExtensionOIDs()).contains(CertificateBinding.OID);
        assertThat(certificate.hasUnsupportedCriticalExtension()).isFalse();
        assertThat(certificate.getSerialNumber().signum()).isPositive();
        assertThat(certificate.getSerialNumber().bitLength()).isEqualTo(127);
    }

    @Test
    void validityBeginsWithinTheClockToleranceAndEndsAsAsked() {
        Instant now = TestConsortium.NOW;
        assertThat(node.certificate().getNotBefore()).isEqualTo(Date.from(now.minus(Duration.ofHours(1))));
        assertThat(node.certificate().getNotAfter()).isEqualTo(Date.from(now.plus(Duration.ofDays(30))));
    }

    @Test
    void serialNumbersDiffer() {
        TestNode other = TestNode.issue(authority, "alpha", 2);
        assertThat(other.certificate().getSerialNumber())
                .isNotEqualTo(node.certificate().getSerialNumber());
    }

    @Test
    void unfitRequestsAreRefused() throws Exception {
        SigningKey identity = node.identity();
        KeyPair tls = node.tls();
        List<String> hosts = List.of("alpha");
        Duration day = Duration.ofDays(1);
        assertThatThrownBy(() -> authority.issue("al pha", tls.getPublic(), identity, hosts, day))
                .hasMessageStartingWith("name must be");
        assertThatThrownBy(() -> authority.issue("alpha", tls.getPublic(), identity, List.of(), day))
                .hasMessage("hosts must be at least one name or address, but was empty");
        assertThatThrownBy(() -> authority.issue("alpha", tls.getPublic(), identity, List.of("*.example"), day))
                .hasMessage("host must be a DNS name or an IP address, but was \"*.example\"");
        assertThatThrownBy(() -> authority.issue("alpha", tls.getPublic(), identity, hosts, Duration.ZERO))
                .hasMessage("validity must be positive, but was PT0S");
        assertThatThrownBy(() -> authority.issue("alpha", tls.getPublic(), identity, hosts, Duration.ofDays(101)))
                .hasMessage("validity must end before the authority's on 2027-03-01T12:00:00Z, but was PT2424H");
        assertThatThrownBy(() -> authority.issue("alpha", TestCertificates.rsa().getPublic(), identity, hosts, day))
                .hasMessage("tlsKey must be a P-256 key, but was RSA");
    }

    @Test
    void aRootReopensOnlyWithItsOwnKey() {
        CertificateAuthority again = CertificateAuthority.of(
                authority.certificate(), authority.key(), TestConsortium.seeded(3), TestConsortium.CLOCK);
        assertThat(TestNode.issue(again, "beta", 4).certificate()).isNotNull();
        assertThatThrownBy(() -> CertificateAuthority.of(
                        authority.certificate(),
                        node.tls().getPrivate(),
                        TestConsortium.seeded(3),
                        TestConsortium.CLOCK))
                .hasMessageContaining("private key must belong to the certificate of");
    }
}
