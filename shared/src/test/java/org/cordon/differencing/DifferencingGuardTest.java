// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.differencing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DifferencingGuardTest {
    private static final long SEED = 4_33;
    private static final DifferencingGuard GUARD = new DifferencingGuard();

    @Test
    void equalsTheDefinitionOnRandomMatrices() {
        System.out.println("DifferencingGuardTest seed " + SEED);
        Random random = new Random(SEED);
        int[] exposed = new int[4];
        for (int run = 0; run < 300; run++) {
            List<MemberSet> rows = draw(random, 3 + random.nextInt(7), 1 + random.nextInt(7));
            for (int k = 2; k <= 3; k++) {
                Optional<MemberSet> expected = LiteralDefinition.firstExposed(rows, k);
                Optional<Exposure> found = new DifferencingGuard(k).exposure(rows);
                assertThat(found.map(Exposure::who))
                        .as("run %d, k %d: %s", run, k, rows)
                        .isEqualTo(expected);
                found.ifPresent(DifferencingGuardTest::assertProves);
                exposed[k] += expected.isPresent() ? 1 : 0;
            }
        }
        assertThat(exposed[2]).isBetween(50, 250);
        assertThat(exposed[3]).isBetween(exposed[2] + 10, 290);
    }

    /** Small primes divide many minors: the bound on the product has to save the verdict. */
    @Test
    void staysExactWherePrimesDivideMinors() {
        List<Integer> small = IntStream.range(2, 400)
                .filter(n -> n == 2 || (n % 2 == 1 && Primes.isPrime(n)))
                .boxed()
                .toList();
        Random random = new Random(SEED + 1);
        int misled = 0;
        for (int run = 0; run < 300; run++) {
            int members = 4 + random.nextInt(5);
            List<MemberSet> rows = draw(random, members, 3 + random.nextInt(members));
            RowSpace space = RowSpace.of(SurvivorRows.of(rows), small);
            Optional<MemberSet> expected = LiteralDefinition.firstExposed(rows, 3);
            assertThat(space.smallestReached(3)).as("run %d: %s", run, rows).isEqualTo(expected);
            assertThat(space.basis()).as("run %d: %s", run, rows).hasSize(LiteralDefinition.rank(rows));
            misled += modulo(2, rows).equals(expected) ? 0 : 1;
        }
        assertThat(misled).as("runs in which 2 alone is wrong").isGreaterThan(20);
    }

    @Test
    void refusesToAnswerWithTooFewPrimes() {
        List<MemberSet> rows = IntStream.range(1, 30).mapToObj(MemberSet::of).toList();
        assertThatThrownBy(() -> RowSpace.of(SurvivorRows.of(rows), List.of(2, 3)))
                .hasMessage("the primes do not suffice for rank 29");
    }

    @Test
    void thePrimesAreDistinctPrimesAndEnoughForEveryMember() {
        assertThat(Primes.LARGE)
                .doesNotHaveDuplicates()
                .allMatch(prime -> BigInteger.valueOf(prime).isProbablePrime(100));
        List<MemberSet> rows =
                IntStream.range(0, MemberSet.INDEXES).mapToObj(MemberSet::of).toList();
        assertThat(RowSpace.of(SurvivorRows.of(rows)).basis()).hasSize(MemberSet.INDEXES);
    }

    @Test
    void oneMemberFewerExposesTheMember() {
        Exposure exposure = GUARD.exposure(List.of(MemberSet.range(1, 5), MemberSet.range(1, 4)))
                .orElseThrow();
        assertThat(exposure.who()).isEqualTo(MemberSet.of(5));
        assertThat(exposure.sentence())
                .isEqualTo("the sum over {1, 2, 3, 4, 5} minus the sum over {1, 2, 3, 4} tells of {5} alone");
    }

    @Test
    void twoMembersFewerExposeOnlyAPair() {
        List<MemberSet> rows = List.of(MemberSet.range(1, 6), MemberSet.range(1, 4));
        assertThat(GUARD.exposure(rows)).isEmpty();
        assertThat(new DifferencingGuard(3).exposure(rows).orElseThrow().who()).isEqualTo(MemberSet.of(5, 6));
    }

    /** 1+2, 2+3 and 1+3 give twice each of them; modulo 2 they would be dependent. */
    @Test
    void cyclicDifferencesExposeEverybody() {
        List<MemberSet> rows = List.of(MemberSet.of(1, 2), MemberSet.of(2, 3), MemberSet.of(1, 3));
        Exposure exposure = GUARD.exposure(rows).orElseThrow();
        assertThat(exposure.who()).isEqualTo(MemberSet.of(1));
        assertThat(exposure.terms()).hasSize(3);
        assertProves(exposure);
        assertThat(GUARD.exposure(rows.subList(0, 2))).isEmpty();
    }

    /** No two of the sets differ in one member, nor do any three isolate one, yet all four isolate the ninth. */
    @Test
    void onlyFourSumsTogetherIsolate() {
        MemberSet all = MemberSet.range(1, 9);
        MemberSet without12 = all.minus(MemberSet.of(1, 2));
        MemberSet without34 = all.minus(MemberSet.of(3, 4));
        MemberSet without1234And9 = all.minus(MemberSet.of(1, 2, 3, 4, 9));
        List<MemberSet> rows = List.of(all, without12, without34, without1234And9);
        for (int left = 0; left < rows.size(); left++) {
            List<MemberSet> fewer = new ArrayList<>(rows);
            fewer.remove(left);
            assertThat(GUARD.exposure(fewer)).as("without %s", rows.get(left)).isEmpty();
        }
        Exposure exposure = GUARD.exposure(rows).orElseThrow();
        assertThat(exposure.who()).isEqualTo(MemberSet.of(9));
        assertThat(exposure.sentence())
                .isEqualTo(
                        "minus the sum over {1, 2, 3, 4, 5, 6, 7, 8, 9} plus the sum over {3, 4, 5, 6, 7, 8, 9}"
                                + " plus the sum over {1, 2, 5, 6, 7, 8, 9} minus the sum over {5, 6, 7, 8} tells of {9} alone");
    }

    @Test
    void aSumOfOneMemberExposesItAndAnEmptySetNobody() {
        assertThat(GUARD.exposure(List.of(MemberSet.of(7))).orElseThrow().sentence())
                .isEqualTo("the sum over {7} tells of {7} alone");
        assertThat(GUARD.exposure(List.of())).isEmpty();
        assertThat(GUARD.exposure(List.of(MemberSet.EMPTY))).isEmpty();
        assertThat(new DifferencingGuard(3).exposure(List.of(MemberSet.of(3, 8))))
                .hasValueSatisfying(exposure -> assertThat(exposure.who()).isEqualTo(MemberSet.of(3, 8)));
    }

    @Test
    void orderAndRepetitionsChangeNothingAndMoreRowsNeverHelp() {
        Random random = new Random(SEED + 2);
        for (int run = 0; run < 200; run++) {
            List<MemberSet> rows = draw(random, 8, 6);
            int k = 2 + random.nextInt(2);
            Optional<MemberSet> who = who(k, rows);
            List<MemberSet> shuffled = new ArrayList<>(rows);
            shuffled.addAll(rows.subList(0, 3));
            Collections.shuffle(shuffled, random);
            assertThat(who(k, shuffled)).as("%s", rows).isEqualTo(who);
            List<MemberSet> more = new ArrayList<>(rows);
            more.add(draw(random, 8, 1).get(0));
            if (who.isPresent()) {
                assertThat(who(k, more)).as("%s", more).isPresent();
                assertThat(LiteralDefinition.exposes(more, who.get())).isTrue();
            }
        }
    }

    @Test
    void onlyMembersThatAreThereCount() {
        Random random = new Random(SEED + 3);
        for (int run = 0; run < 100; run++) {
            List<MemberSet> rows = draw(random, 7, 5);
            int[] spread = {0, 3, 63, 64, 127, 200, 255};
            List<MemberSet> gaps = rows.stream()
                    .map(row ->
                            MemberSet.of(row.stream().map(i -> spread[i - 1]).toArray()))
                    .toList();
            assertThat(who(3, gaps))
                    .isEqualTo(who(3, rows)
                            .map(set -> MemberSet.of(
                                    set.stream().map(i -> spread[i - 1]).toArray())));
        }
    }

    /** 254 members that always come in pairs, until a set separates one pair. */
    @Test
    void holdsForEverybodyThatFits() {
        Random random = new Random(SEED + 4);
        SurvivorRows rows = SurvivorRows.NONE;
        for (int i = 0; i < 300; i++) {
            rows = rows.with(pairs(random));
        }
        assertThat(GUARD.exposure(rows)).isEmpty();
        assertThat(GUARD.admits(rows, MemberSet.range(1, 254))).isTrue();
        assertThat(GUARD.admits(rows, MemberSet.range(1, 253))).isFalse();
        Exposure exposure = GUARD.exposure(rows.with(MemberSet.range(1, 253))).orElseThrow();
        assertThat(exposure.who()).isEqualTo(MemberSet.of(253));
        assertProves(exposure);
    }

    @Test
    void admitsWhatExposesNobody() {
        SurvivorRows rows = SurvivorRows.of(List.of(MemberSet.range(1, 10)));
        assertThat(GUARD.admits(rows, MemberSet.range(1, 9))).isFalse();
        assertThat(GUARD.admits(rows, MemberSet.range(1, 8))).isTrue();
        assertThat(GUARD.admits(rows, MemberSet.range(1, 10))).isTrue();
        assertThat(new DifferencingGuard(3).admits(rows, MemberSet.range(1, 8))).isFalse();
    }

    @Test
    void fitTakesEverybodyThenTheLargestEarlierSetThenNone() {
        MemberSet low = MemberSet.of(1, 2, 3, 4, 5, 6, 7);
        MemberSet high = MemberSet.of(1, 2, 5, 6, 7, 8, 9);
        MemberSet large = MemberSet.of(1, 2, 3, 4, 5, 8, 9, 10);
        SurvivorRows rows = SurvivorRows.of(List.of(high, low, large));
        assertThat(GUARD.exposure(rows)).isEmpty();
        assertThat(GUARD.fit(SurvivorRows.NONE, low, 7)).contains(low);
        assertThat(GUARD.fit(rows, MemberSet.range(1, 12), 7)).contains(MemberSet.range(1, 12));
        MemberSet lowAndOne = low.with(11);
        assertThat(GUARD.fit(rows, lowAndOne, 7)).contains(low);
        assertThat(GUARD.fit(rows, lowAndOne, 8)).isEmpty();
        assertThat(GUARD.fit(rows, low, 8)).isEmpty();
        assertThat(GUARD.fit(rows, MemberSet.of(2, 3, 4, 5, 6, 7, 8, 9), 8)).isNotEmpty();
        SurvivorRows withEight = rows.with(MemberSet.range(1, 10));
        MemberSet nine = MemberSet.range(1, 9);
        assertThat(GUARD.admits(withEight, nine)).isFalse();
        assertThat(GUARD.fit(withEight, nine, 7)).contains(low);
        assertThat(GUARD.fit(withEight, MemberSet.range(1, 9).with(10), 7)).contains(MemberSet.range(1, 10));
        assertThat(GUARD.fit(withEight, MemberSet.range(1, 10).minus(MemberSet.of(6)), 7))
                .contains(large);
    }

    @Test
    void fitPrefersTheLargestThenTheLowest() {
        SurvivorRows rows = SurvivorRows.of(
                List.of(MemberSet.range(4, 11), MemberSet.range(1, 6), MemberSet.range(3, 10), MemberSet.range(1, 12)));
        assertThat(GUARD.exposure(rows)).isEmpty();
        assertThat(GUARD.admits(rows, MemberSet.range(1, 11))).isFalse();
        assertThat(GUARD.fit(rows, MemberSet.range(1, 11), 6)).contains(MemberSet.range(3, 10));
    }

    @Test
    void nothingFitsOnceSomebodyIsExposed() {
        SurvivorRows exposed = SurvivorRows.of(List.of(MemberSet.range(1, 5), MemberSet.range(1, 4)));
        assertThat(GUARD.fit(exposed, MemberSet.range(1, 5), 4)).isEmpty();
    }

    @Test
    void rowsAreDistinctAndKeepTheirOrder() {
        SurvivorRows rows = SurvivorRows.NONE
                .with(MemberSet.of(2, 3))
                .with(MemberSet.of(1, 2))
                .with(MemberSet.of(2, 3))
                .with(MemberSet.EMPTY);
        assertThat(rows.sets()).containsExactly(MemberSet.of(2, 3), MemberSet.of(1, 2));
        assertThat(rows)
                .isEqualTo(new SurvivorRows(
                        List.of(MemberSet.of(2, 3), MemberSet.EMPTY, MemberSet.of(1, 2), MemberSet.of(2, 3))));
        assertThat(rows.members()).isEqualTo(MemberSet.of(1, 2, 3));
    }

    @Test
    void kIsBounded() {
        assertThatThrownBy(() -> new DifferencingGuard(1)).hasMessage("k must be in [2, 4], but was 1");
        assertThatThrownBy(() -> new DifferencingGuard(5)).hasMessage("k must be in [2, 4], but was 5");
    }

    static MemberSet pairs(Random random) {
        return IntStream.range(0, 127)
                .filter(i -> random.nextBoolean())
                .mapToObj(i -> MemberSet.of(2 * i + 1, 2 * i + 2))
                .reduce(MemberSet.EMPTY, MemberSet::union);
    }

    private static Optional<MemberSet> who(int k, List<MemberSet> rows) {
        return new DifferencingGuard(k).exposure(rows).map(Exposure::who);
    }

    private static Optional<MemberSet> modulo(int prime, List<MemberSet> rows) {
        ReducedRows reduced = new ReducedRows(prime, rows.stream().reduce(MemberSet.EMPTY, MemberSet::union));
        rows.forEach(reduced::add);
        for (int i = 1; i < 12; i++) {
            if (reduced.reaches(new int[] {i})) {
                return Optional.of(MemberSet.of(i));
            }
        }
        return LiteralDefinition.firstExposed(rows, 3).filter(set -> set.size() == 2);
    }

    /** Adds up the terms: outside who 0, within never, and no factor in common. */
    private static void assertProves(Exposure exposure) {
        BigInteger[] total = new BigInteger[MemberSet.INDEXES];
        Arrays.fill(total, BigInteger.ZERO);
        BigInteger common = BigInteger.ZERO;
        for (Exposure.Term term : exposure.terms()) {
            common = common.gcd(term.times());
            for (int member : term.survivors()) {
                total[member] = total[member].add(term.times());
            }
        }
        for (int i = 0; i < total.length; i++) {
            assertThat(total[i].signum() != 0)
                    .as("member %d", i)
                    .isEqualTo(exposure.who().contains(i));
        }
        assertThat(common).isEqualTo(BigInteger.ONE);
        assertThat(total[exposure.who().toArray()[0]].signum()).isPositive();
    }

    private static List<MemberSet> draw(Random random, int members, int rows) {
        double density = 0.4 + 0.5 * random.nextDouble();
        List<MemberSet> drawn = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            drawn.add(MemberSet.of(IntStream.rangeClosed(1, members)
                    .filter(member -> random.nextDouble() < density)
                    .toArray()));
        }
        return drawn;
    }
}
