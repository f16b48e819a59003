// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.differencing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.cordon.suite.Bytes;
import org.junit.jupiter.api.Test;

class MemberSetTest {
    private static final long SEED = 20261129;

    @Test
    void memberIIsBitIModEightOfByteIOverEight() {
        assertThat(HexFormat.of()
                        .formatHex(MemberSet.of(0, 1, 9, 63, 64, 255).encode().toByteArray()))
                .isEqualTo("0302000000000080" + "01000000000000000000000000000000" + "0000000000000080");
    }

    @Test
    void agreesWithSortedSetsOfNumbers() {
        System.out.println("MemberSetTest seed " + SEED);
        Random random = new Random(SEED);
        for (int run = 0; run < 500; run++) {
            Set<Integer> left = draw(random);
            Set<Integer> right = draw(random);
            MemberSet a = MemberSet.of(left);
            MemberSet b = MemberSet.of(right);
            assertThat(a).containsExactlyElementsOf(left).hasSize(a.size());
            assertThat(a.stream().boxed().toList()).isEqualTo(List.copyOf(left));
            assertThat(a.toString()).isEqualTo(left.toString().replace('[', '{').replace(']', '}'));
            assertThat(MemberSet.decode(a.encode())).isEqualTo(a).hasSameHashCodeAs(a);
            assertThat(a.isEmpty()).isEqualTo(left.isEmpty());
            assertThat(a.equals(b)).isEqualTo(left.equals(right));
            assertThat(a.containsAll(b)).isEqualTo(left.containsAll(right));
            Set<Integer> union = new TreeSet<>(left);
            union.addAll(right);
            assertThat(a.union(b)).containsExactlyElementsOf(union);
            Set<Integer> minus = new TreeSet<>(left);
            minus.removeAll(right);
            assertThat(a.minus(b)).containsExactlyElementsOf(minus);
            left.retainAll(right);
            assertThat(a.intersection(b)).containsExactlyElementsOf(left);
            int member = random.nextInt(MemberSet.INDEXES);
            assertThat(a.contains(member)).isEqualTo(a.with(member).equals(a));
        }
    }

    @Test
    void isOrderedByItsMembers() {
        List<MemberSet> ascending = List.of(
                MemberSet.EMPTY,
                MemberSet.of(1, 2),
                MemberSet.of(1, 2, 9),
                MemberSet.of(1, 3),
                MemberSet.of(2),
                MemberSet.of(200));
        assertThat(ascending).isSortedAccordingTo(MemberSet.LEXICOGRAPHIC);
    }

    @Test
    void otherIndexesAndLengthsAreRefused() {
        assertThatThrownBy(() -> MemberSet.of(256)).hasMessage("member must be in [0, 255], but was 256");
        assertThatThrownBy(() -> MemberSet.of(-1)).hasMessage("member must be in [0, 255], but was -1");
        assertThatThrownBy(() -> MemberSet.decode(Bytes.of(new byte[33])))
                .hasMessage("member set must be 32 bytes, but was 33");
        assertThat(MemberSet.of(5).contains(256 + 5)).isFalse();
        assertThat(MemberSet.of(5).contains(-59)).isFalse();
    }

    private static Set<Integer> draw(Random random) {
        Set<Integer> members = new TreeSet<>();
        int size = random.nextInt(6) * random.nextInt(20);
        for (int i = 0; i < size; i++) {
            members.add(random.nextInt(MemberSet.INDEXES));
        }
        return members;
    }
}
