// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.round;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cordon.sum.epoch.EpochKeys;
import org.junit.jupiter.api.Test;

/**
 * A thousand rounds in which members vanish for good or are killed and come back, and the coordinator is killed and comes
 * back, before any step: each ends in the sum that plain addition gives, or in none, as the schedule alone foretells.
 */
class DropOutScheduleTest {
    private static final long SEED = 0x64726f70L;
    private static final int SCHEDULES = 1_000;
    private static final int FULL_CHECK_EVERY = 10;
    private static final int FEWEST_HITS = 20;
    private static final int FEWEST_OF_EACH_END = 300;

    /** Moments at which somebody stops: just before the step's message leaves. */
    private enum Moment {
        OPEN,
        READY,
        COHORT,
        UPLOAD,
        SURVIVORS,
        REVEAL,
        RESULT
    }

    private enum Role {
        VANISHING_MEMBER,
        RETURNING_MEMBER,
        COORDINATOR
    }

    private enum End {
        SUM,
        ABORT
    }

    private final Random random = new Random(SEED);
    private final SortedMap<Integer, TestFederation> federations = new TreeMap<>();
    private final Map<Integer, Integer> rounds = new TreeMap<>();
    private final Map<Moment, Map<Role, Integer>> hits = new EnumMap<>(Moment.class);
    private final Map<End, Integer> ends = new EnumMap<>(End.class);
    private int retries;

    @Test
    void everyScheduleGivesTheExactSumOrNone() {
        for (int number = 0; number < SCHEDULES; number++) {
            int size = 5 + number % 5;
            TestFederation federation = federations.computeIfAbsent(
                    size,
                    n -> TestFederation.of(n, 1 + n, 1L << (4 * n), SEED + n).establish());
            new Schedule(federation, nextRound(federation), number).play();
        }
        System.out.printf("drop-out schedules: seed %#x, %s, %d retries, hits %s%n", SEED, ends, retries, hits);
        for (Moment moment : Moment.values()) {
            for (Role role : Role.values()) {
                assertThat(hits.getOrDefault(moment, Map.of()).getOrDefault(role, 0))
                        .as("%s %s", moment, role)
                        .isGreaterThanOrEqualTo(FEWEST_HITS);
            }
        }
        for (End end : End.values()) {
            assertThat(ends.getOrDefault(end, 0)).as("%s", end).isGreaterThanOrEqualTo(FEWEST_OF_EACH_END);
        }
    }

    private int nextRound(TestFederation federation) {
        int round = rounds.merge(federation.size(), 1, Integer::sum);
        if (round > EpochKeys.ROUNDS) {
            rounds.put(federation.size(), 1);
            federation.establish(federation.established().epoch() + 1, federation.everyone());
            return 1;
        }
        return round;
    }

    /** One round, with a retry if that is still free. */
    private final class Schedule {
        private final TestFederation federation;
        private final int number;
        private final int round;
        private final Map<Moment, Set<Integer>> vanishing = new EnumMap<>(Moment.class);
        private final Map<Moment, Set<Integer>> returning = new EnumMap<>(Moment.class);
        private final Set<Moment> coordinatorKilled = EnumSet.noneOf(Moment.class);
        private List<Integer> alive;
        private List<Integer> uploaded = List.of();

        Schedule(TestFederation federation, int round, int number) {
            this.federation = federation;
            this.round = round;
            this.number = number;
            this.alive = federation.everyone();
            for (Moment moment : Moment.values()) {
                vanishing.put(moment, new TreeSet<>());
                returning.put(moment, new TreeSet<>());
            }
            List<Integer> order = new ArrayList<>(federation.everyone());
            Collections.shuffle(order, random);
            int spare = federation.size() - federation.threshold();
            int gone = random.nextInt(spare + 4);
            for (int i = 0; i < order.size(); i++) {
                if (i < gone) {
                    vanishing.getOrDefault(moment(), Set.of()).add(order.get(i));
                } else if (random.nextInt(4) == 0) {
                    returning.getOrDefault(moment(), Set.of()).add(order.get(i));
                }
            }
            if (random.nextInt(3) > 0) {
                coordinatorKilled.add(moment());
            }
        }

        private Moment moment() {
            List<Moment> moments = List.of(Moment.values());
            return moments.get(random.nextInt(moments.size()));
        }

        void play() {
            federation.drawValues();
            TestRound first = federation.open(round, 0);
            End foretold = foretold();
            boolean opened = attempt(first);
            assertThat(opened).as("schedule %d: %s", number, this).isEqualTo(foretold == End.SUM);
            if (opened) {
                assertSum(first);
            } else if (first.survivorsPhase.isEmpty() && random.nextInt(4) == 0) {
                retry();
                return;
            } else {
                assertThat(first.result).isEmpty();
                assertThat(first.revealPhase.filter(RevealPhase::canOpen)).isEmpty();
            }
            ends.merge(foretold, 1, Integer::sum);
        }

        /** Everybody comes back for attempt 1, with the same contributions. */
        private void retry() {
            retries++;
            federation.members.values().forEach(m -> m.restart(federation.roster()));
            TestRound second = federation.open(round, 1);
            assertThat(second.run(federation.everyone())).isTrue();
            uploaded = federation.everyone();
            assertSum(second);
            ends.merge(End.SUM, 1, Integer::sum);
        }

        private void assertSum(TestRound attempt) {
            assertThat(attempt.opened()).as("schedule %d: %s", number, this).isEqualTo(federation.plainSum(uploaded));
            if (number % FULL_CHECK_EVERY == 0) {
                attempt.check(attempt.resultMessage(), attempt.sum.orElseThrow());
            }
        }

        /** From counting heads alone. */
        private End foretold() {
            int heads = federation.size() - vanish(Moment.OPEN) - vanish(Moment.READY);
            boolean cohort = heads >= federation.configuration.minSurvivors();
            heads -= vanish(Moment.COHORT) + vanish(Moment.UPLOAD);
            boolean proposal = heads >= federation.configuration.minSurvivors();
            heads -= vanish(Moment.SURVIVORS);
            boolean certificate = heads >= federation.threshold();
            heads -= vanish(Moment.REVEAL);
            return cohort && proposal && certificate && heads >= federation.threshold() ? End.SUM : End.ABORT;
        }

        private int vanish(Moment moment) {
            return vanishing.getOrDefault(moment, Set.of()).size();
        }

        private boolean attempt(TestRound attempt) {
            attempt.enter(reach(Moment.OPEN, attempt));
            attempt.ready(reach(Moment.READY, attempt));
            if (!attempt.cohort()) {
                return false;
            }
            List<Integer> masking = reach(Moment.COHORT, attempt);
            masking.forEach(i -> assertThat(federation.member(i).cohort(attempt.cohortFor(i)))
                    .isEmpty());
            // Who vanishes now has made its statement, but not sent all of its vector.
            Set<Integer> partly = vanishing.getOrDefault(Moment.UPLOAD, Set.of());
            masking.stream()
                    .filter(partly::contains)
                    .forEach(i -> TestFederation.demand(
                            attempt.uploading().accept(i, federation.member(i).statement())));
            uploaded = reach(Moment.UPLOAD, attempt);
            uploaded.forEach(attempt::takeUpload);
            if (!attempt.survivors()) {
                return false;
            }
            attempt.endorse(reach(Moment.SURVIVORS, attempt));
            if (!attempt.certificate()) {
                return false;
            }
            attempt.reveal(reach(Moment.REVEAL, attempt));
            boolean opened = attempt.result();
            reach(Moment.RESULT, attempt);
            return opened;
        }

        /** Who is still there after what happens at this moment. */
        private List<Integer> reach(Moment moment, TestRound attempt) {
            count(moment, Role.VANISHING_MEMBER, vanishing.getOrDefault(moment, Set.of()));
            List<Integer> left = new ArrayList<>(alive);
            left.removeAll(vanishing.getOrDefault(moment, Set.of()));
            alive = left;
            for (int i : returning.getOrDefault(moment, Set.of())) {
                federation.member(i).restart(federation.roster());
            }
            count(moment, Role.RETURNING_MEMBER, returning.getOrDefault(moment, Set.of()));
            if (coordinatorKilled.contains(moment)) {
                attempt.restartCoordinator();
                count(moment, Role.COORDINATOR, List.of(0));
            }
            return alive;
        }

        private void count(Moment moment, Role role, Collection<Integer> who) {
            if (!who.isEmpty()) {
                hits.computeIfAbsent(moment, m -> new EnumMap<>(Role.class)).merge(role, who.size(), Integer::sum);
            }
        }

        @Override
        public String toString() {
            return "N = " + federation.size() + ", vanishing " + vanishing + ", returning " + returning
                    + ", coordinator killed at " + coordinatorKilled;
        }
    }
}
