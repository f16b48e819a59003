// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
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
                "index of member alpha must be above the one before it, 2, but was 1");
    }

    @Test
    void indexesMayHaveGaps() {
        Manifest manifest =
                new Manifest("test", List.of(members.get(0), members.get(2), entry(9, "iota")), coordinator);
        assertThat(manifest.find(2)).isEmpty();
        assertThat(manifest.find(9).orElseThrow().name()).isEqualTo("iota");
        assertThat(manifest.threshold()).isEqualTo(new Threshold(3));
    }

    @Test
    void theQuorumIsTOrMoreIfTheRulesAskForIt() {
        assertThat(ruled(5, 1).quorum()).isEqualTo(4);
        assertThat(ruled(5, 5).quorum()).isEqualTo(5);
        assertThat(ruled(5, 9).quorum()).isEqualTo(5);
        assertThat(ruled(7, 6).quorum()).isEqualTo(6);
    }

    private Manifest ruled(int size, int minApprovals) {
        List<Member> many = new ArrayList<>();
        for (int i = 1; i <= size; i++) {
            many.add(entry(i, "m" + i));
        }
        return new Manifest(digest(1), "test", 1, digest(2), many, coordinator, 5, minApprovals);
    }

    @Test
    void aCoordinatorWithAMembersIndexIsRefused() {
        refused(members, entry(4, "coordinator"), "index of the coordinator must be 0, but was 4");
    }

    @Test
    void aDuplicateNameIsRefused() {
        Member twin = new Member(3, "alpha", key(3), digest(3), TestConsortium.approver(3));
        refused(
                List.of(members.get(0), members.get(1), twin),
                coordinator,
                "name of entry 3 must be its own, but was another entry's: alpha");
    }

    @Test
    void aDuplicateIdentityKeyIsRefused() {
        Member twin = new Member(3, "gamma", key(1), digest(3), TestConsortium.approver(3));
        refused(
                List.of(members.get(0), members.get(1), twin),
                coordinator,
                "identity key of entry 3 must be its own, but was another entry's: gamma");
    }

    @Test
    void aDuplicateCertificateKeyIsRefused() {
        Member twin = new Member(3, "gamma", key(3), digest(0), TestConsortium.approver(3));
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
    void anApproverKeyThatIsAnotherEntrysIsRefused() {
        Member twin = new Member(3, "gamma", key(3), digest(3), members.get(0).approver());
        refused(
                List.of(members.get(0), members.get(1), twin),
                coordinator,
                "approver key of entry 3 must be its own, but was another entry's: gamma");
        Member stolen = new Member(3, "gamma", key(3), digest(3), members.get(0).identity());
        refused(
                List.of(members.get(0), members.get(1), stolen),
                coordinator,
                "approver key of entry 3 must be its own, but was another entry's: gamma");
        assertThatThrownBy(() -> new Member(3, "gamma", key(3), digest(3), key(3)))
                .hasMessageContaining("an approver key never lies on a node");
    }

    private static void refused(List<Member> members, Member coordinator, String message) {
        assertThatThrownBy(() -> new Manifest("test", members, coordinator))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static Member entry(int index, String name) {
        return new Member(index, name, key(index), digest(index), TestConsortium.approver(index));
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
