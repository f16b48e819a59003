// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.Signature;
import org.cordon.suite.Signed;
import org.cordon.suite.SigningKey;
import org.cordon.suite.VerifyKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {
    private final Member coordinator = entry(0, "coordinator");
    private final List<Member> members = List.of(entry(1, "alpha"), entry(2, "beta"), entry(3, "gamma"));

    @Test
    void findsEntriesByIndexKeyAndName() {
        Manifest manifest = new Manifest("test", members, coordinator);
        assertThat(manifest.find(0)).contains(coordinator);
        assertThat(manifest.find(3)).contains(members.get(2));
        assertThat(manifest.find(4)).isEmpty();
        assertThat(manifest.find(-1)).isEmpty();
        assertThat(manifest.find(key(2))).contains(members.get(1));
        assertThat(manifest.find(key(0))).contains(coordinator);
        assertThat(manifest.find(key(9))).isEmpty();
        assertThat(manifest.find("gamma")).contains(members.get(2));
        assertThat(manifest.find("nobody")).isEmpty();
        assertThat(manifest.threshold()).isEqualTo(new Threshold(3));
    }

    @Test
    void keepsItsOwnCopyOfTheList() {
        List<Member> list = new ArrayList<>(members);
        Manifest manifest = new Manifest("test", list, coordinator);
        list.clear();
        assertThat(manifest.members()).hasSize(3);
    }

    @Test
    void twoMembersAreRefused() {
        refused(members.subList(0, 2), coordinator, "members must be 3 to 255, but was 2");
    }

    @Test
    void moreThan255MembersAreRefused() {
        List<Member> many = new ArrayList<>();
        for (int i = 1; i <= 255; i++) {
            many.add(entry(i, "m" + i));
        }
        assertThat(new Manifest("test", many, coordinator).threshold().members())
                .isEqualTo(255);
        many.add(entry(255, "one-more"));
        refused(many, coordinator, "members must be 3 to 255, but was 256");
    }

    @Test
    void descendingIndexesAreRefused() {
        refused(
                List.of(members.get(1), members.get(0), members.get(2)),
                coordinator,
                "index of member beta must be its place in the list, 1, but was 2");
    }

    @Test
    void aGapIsRefused() {
        refused(
                List.of(members.get(0), members.get(1), entry(4, "delta")),
                coordinator,
                "index of member delta must be its place in the list, 3, but was 4");
    }

    @Test
    void aCoordinatorWithAMembersIndexIsRefused() {
        refused(members, entry(4, "coordinator"), "index of the coordinator must be 0, but was 4");
    }

    @Test
    void aDuplicateNameIsRefused() {
        Member twin = new Member(3, "alpha", key(3), digest(3));
        refused(
                List.of(members.get(0), members.get(1), twin),
                coordinator,
                "name of entry 3 must be its own, but was another entry's: alpha");
    }

    @Test
    void aDuplicateIdentityKeyIsRefused() {
        Member twin = new Member(3, "gamma", key(1), digest(3));
        refused(
                List.of(members.get(0), members.get(1), twin),
                coordinator,
                "identity key of entry 3 must be its own, but was another entry's: gamma");
    }

    @Test
    void aDuplicateCertificateKeyIsRefused() {
        Member twin = new Member(3, "gamma", key(3), digest(0));
        refused(
                List.of(members.get(0), members.get(1), twin),
                coordinator,
                "certificate key of entry 3 must be its own, but was another entry's: gamma");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "A", "a b", "a/b", "..", "a\n", "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddX"})
    void unfitNamesAreRefused(String name) {
        assertThatThrownBy(() -> entry(1, name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("name must be 1 to 40 of a-z, 0-9 and inner hyphens, but was \"")
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> new Manifest(name, members, coordinator))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("consortium must be ");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 256})
    void unfitIndexesAreRefused(int index) {
        assertThatThrownBy(() -> entry(index, "alpha"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("index must be in [0, 255], but was " + index);
    }

    @Test
    void theOperatorsSignatureIsAccepted() throws ManifestRejected {
        try (SigningKey operator = signingKey(100)) {
            Bytes exact = Bytes.of(new byte[] {7, 7});
            Signed<Manifest> signed = SignedManifest.sign(new Manifest("test", members, coordinator), exact, operator);
            SignedManifest verified = SignedManifest.verify(signed, operator.verifyKey());
            assertThat(verified.digest()).isEqualTo(Hashes.blob(exact.toByteArray()));
            assertThat(verified.manifest()).isSameAs(signed.body());
            assertThat(verified.signed()).isSameAs(signed);
        }
    }

    @Test
    void anotherSignatureIsRefused() {
        Manifest manifest = new Manifest("test", members, coordinator);
        Bytes exact = Bytes.of(new byte[] {7, 7});
        try (SigningKey operator = signingKey(100);
                SigningKey stranger = signingKey(101)) {
            Signature good = SignedManifest.sign(manifest, exact, operator).signature();
            rejected(SignedManifest.sign(manifest, exact, stranger), operator);
            rejected(new Signed<>(manifest, Bytes.of(new byte[] {7, 8}), good), operator);
            rejected(new Signed<>(manifest, exact, operator.sign("charter", exact)), operator);
            rejected(new Signed<>(manifest, exact, Signature.of(new byte[64])), operator);
        }
    }

    private static void rejected(Signed<Manifest> signed, SigningKey operator) {
        assertThatThrownBy(() -> SignedManifest.verify(signed, operator.verifyKey()))
                .isInstanceOf(ManifestRejected.class)
                .hasMessage(
                        "the manifest of consortium \"test\" is not signed by this consortium's operator key; ask the"
                                + " operator for the current manifest, or check operator.pub if the operator key was replaced");
    }

    private static void refused(List<Member> members, Member coordinator, String message) {
        assertThatThrownBy(() -> new Manifest("test", members, coordinator))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static Member entry(int index, String name) {
        return new Member(index, name, key(index), digest(index));
    }

    private static SigningKey signingKey(int seed) {
        return SigningKey.generate(TestConsortium.seeded(seed));
    }

    private static VerifyKey key(int seed) {
        try (SigningKey key = signingKey(seed)) {
            return key.verifyKey();
        }
    }

    private static Digest digest(int value) {
        return Hashes.sha256(new byte[] {(byte) value});
    }
}
