// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.cordon.member.Manifest;
import org.cordon.member.Member;
import org.cordon.member.SignedManifest;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.Signed;
import org.cordon.suite.SigningKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignedCharterTest {
    private static final Bytes EXACT = Bytes.of(new byte[] {4, 2});
    private final Random random = new Random(5);
    private final SigningKey operator = SigningKey.generate(random::nextBytes);
    private SignedManifest manifest;

    @BeforeEach
    void signManifest() throws Exception {
        List<Member> entries = new ArrayList<>();
        for (int i = 0; i <= 5; i++) {
            try (SigningKey key = SigningKey.generate(random::nextBytes)) {
                entries.add(new Member(i, "node" + i, key.verifyKey(), Hashes.sha256(new byte[] {(byte) i})));
            }
        }
        Manifest body = new Manifest("test", entries.subList(1, 6), entries.get(0));
        manifest = SignedManifest.verify(
                SignedManifest.sign(body, Bytes.of(new byte[] {1}), operator), operator.verifyKey());
    }

    @Test
    void theOperatorsCharterForThisManifestIsAccepted() throws CharterRejected {
        Charter charter = TestCharters.builder().manifest(manifest.digest()).build();
        Signed<Charter> signed = SignedCharter.sign(charter, EXACT, operator);
        SignedCharter verified = SignedCharter.verify(signed, operator.verifyKey(), manifest);
        assertThat(verified.session()).isEqualTo(Hashes.blob(EXACT.toByteArray()));
        assertThat(verified.charter()).isSameAs(charter);
        assertThat(verified.signed()).isSameAs(signed);
    }

    @Test
    void anotherSignatureIsRefused() {
        Charter charter = TestCharters.builder().manifest(manifest.digest()).build();
        try (SigningKey stranger = SigningKey.generate(random::nextBytes)) {
            String message =
                    "the charter of task \"fraud-2026\" is not signed by this consortium's operator key; ask the"
                            + " operator for the signed charter";
            rejected(SignedCharter.sign(charter, EXACT, stranger), message);
            rejected(new Signed<>(charter, EXACT, operator.sign("manifest", EXACT)), message);
            rejected(new Signed<>(charter, Bytes.EMPTY, operator.sign("charter", EXACT)), message);
        }
    }

    @Test
    void aCharterForAnotherManifestIsRefused() {
        Charter charter =
                TestCharters.builder().manifest(Digest.of(new byte[32])).build();
        rejected(
                SignedCharter.sign(charter, EXACT, operator),
                "the charter of task \"fraud-2026\" is for manifest 000000000000, but this node has "
                        + manifest.digest().shortHex() + "; install the current manifest or renew the charter");
    }

    @Test
    void aCharterThatDoesNotFitIsRefused() {
        Charter charter = TestCharters.builder()
                .manifest(manifest.digest())
                .minSurvivors(3)
                .build();
        rejected(
                SignedCharter.sign(charter, EXACT, operator),
                "the charter of task \"fraud-2026\" does not fit the consortium: minSurvivors must be in [4, 5], but was"
                        + " 3");
    }

    private void rejected(Signed<Charter> signed, String message) {
        assertThatThrownBy(() -> SignedCharter.verify(signed, operator.verifyKey(), manifest))
                .isInstanceOf(CharterRejected.class)
                .hasMessage(message);
    }
}
