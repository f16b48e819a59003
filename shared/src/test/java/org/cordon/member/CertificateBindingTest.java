// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.cordon.member.CertificateBinding.Bound;
import org.cordon.member.CertificateBinding.Forged;
import org.cordon.member.CertificateBinding.Missing;
import org.cordon.member.TestCertificates.Shape;
import org.cordon.member.TestConsortium.TestNode;
import org.junit.jupiter.api.Test;

class CertificateBindingTest {
    private static final long SEED = 20261121;
    private final CertificateAuthority authority =
            CertificateAuthority.create("test", Duration.ofDays(100), TestConsortium.seeded(1), TestConsortium.CLOCK);
    private final TestNode node = TestNode.issue(authority, "alpha", 2);

    @Test
    void anIssuedCertificateIsBound() {
        assertThat(CertificateBinding.verify(node.certificate()))
                .isEqualTo(new Bound(node.identity().verifyKey()));
    }

    @Test
    void aCertificateWithoutTheExtensionIsMissingIt() throws Exception {
        var certificate = TestCertificates.issue(authority, node.tls().getPublic(), Shape.node(Optional.empty()));
        assertThat(CertificateBinding.verify(certificate)).isEqualTo(new Missing());
    }

    @Test
    void aBindingCopiedToAnotherKeyIsForged() throws Exception {
        var binding =
                BindingExtension.sign(node.tls().getPublic(), node.identity()).toAsn1();
        var otherKey = P256.generate(TestConsortium.seeded(9)).getPublic();
        var certificate = TestCertificates.issue(authority, otherKey, Shape.node(Optional.of(binding)));
        assertThat(CertificateBinding.verify(certificate)).isEqualTo(new Forged());
    }

    @Test
    void otherTypesAndLengthsAreForged() throws Exception {
        for (var value : new org.bouncycastle.asn1.ASN1Encodable[] {
            DERNull.INSTANCE,
            new DEROctetString(new byte[0]),
            new DEROctetString(new byte[95]),
            new DEROctetString(new byte[97])
        }) {
            var certificate = TestCertificates.issue(authority, node.tls().getPublic(), Shape.node(Optional.of(value)));
            assertThat(CertificateBinding.verify(certificate)).isEqualTo(new Forged());
        }
    }

    /** No change of a byte is taken for the signature of the same identity. */
    @Test
    void mutatedBindingsNeverVerify() {
        byte[] good = node.certificate().getExtensionValue(CertificateBinding.OID);
        Random random = new Random(SEED);
        for (int i = 0; i < 2000; i++) {
            byte[] bad = mutate(good, random);
            assertThat(BindingExtension.decode(bad)
                            .filter(binding -> binding.signs(node.tls().getPublic())))
                    .as("seed %d, mutation %d", SEED, i)
                    .isEmpty();
        }
    }

    private static byte[] mutate(byte[] good, Random random) {
        int at = random.nextInt(good.length);
        return switch (random.nextInt(4)) {
            case 0 -> Arrays.copyOf(good, at);
            case 1 -> Arrays.copyOf(good, good.length + 1 + random.nextInt(64));
            default -> {
                byte[] bad = good.clone();
                bad[at] ^= (byte) (1 << random.nextInt(8));
                yield bad;
            }
        };
    }
}
