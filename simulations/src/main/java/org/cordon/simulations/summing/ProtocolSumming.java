// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.summing;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cordon.member.Manifest;
import org.cordon.member.Threshold;
import org.cordon.sum.epoch.EpochKeys;
import org.cordon.sum.ring.RingVector;
import org.cordon.sum.round.RoundConfiguration;

/**
 * Adds by the production protocol: the state machines of both roles, in one process, from {@code open} to {@code result}.
 *
 * <p>The exchanges of a round are the members of its manifest, as production knows no rounds with a few of many: a cohort that was not
 * seen before gets keys of its own. Who is in the cohort and adds nothing drops out after {@code cohort}; with fewer than t
 * left, or fewer than a manifest may have in the cohort, nothing is opened. No log is kept and nothing is durable.
 *
 * <p>A round runs on one thread once all vectors are there, so it keeps them until then.
 */
public final class ProtocolSumming implements Summing {
    private Optional<Epoch> current = Optional.empty();

    /** Keys of a cohort, for vectors of one kind. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Epoch(List<Integer> cohort, int length, long maxAbs, ProtocolFederation federation, int[] round) {
        boolean serves(List<Integer> asked, int words, long largest) {
            return cohort.equals(asked) && length == words && maxAbs == largest && round[0] < EpochKeys.ROUNDS;
        }
    }

    @Override
    public synchronized Round open(int number, List<Integer> cohort, int length, long maxAbs) {
        if (cohort.size() > Threshold.MAX_MEMBERS) {
            throw new IllegalArgumentException("exchanges in a secure sum must be " + Manifest.MIN_MEMBERS + " to "
                    + Threshold.MAX_MEMBERS + ", but were " + cohort.size());
        }
        if (cohort.size() < fewest()) {
            return new Unopened();
        }
        Epoch epoch = current.filter(known -> known.serves(cohort, length, maxAbs))
                .orElseGet(() -> establish(cohort, length, maxAbs));
        current = Optional.of(epoch);
        epoch.round()[0]++;
        return new MaskedRound(epoch, epoch.round()[0]);
    }

    @Override
    public int fewest() {
        return Manifest.MIN_MEMBERS;
    }

    /** Too few are there: production opens no such round, so nobody sends anything. */
    private record Unopened() implements Round {
        @Override
        public void add(int exchange, long[] words) {}

        @Override
        public Optional<long[]> sum() {
            return Optional.empty();
        }

        @Override
        public Traffic traffic() {
            return new Traffic(0, 0);
        }
    }

    private static Epoch establish(List<Integer> cohort, int length, long maxAbs) {
        int threshold = new Threshold(cohort.size()).threshold();
        RoundConfiguration configuration =
                new RoundConfiguration("simulated", length, maxAbs, Optional.empty(), cohort.size(), threshold);
        return new Epoch(List.copyOf(cohort), length, maxAbs, new ProtocolFederation(configuration), new int[1]);
    }

    private static final class MaskedRound implements Round {
        private final Epoch epoch;
        private final int number;
        private final SortedMap<Integer, RingVector> vectors = new TreeMap<>();
        private boolean asked;

        MaskedRound(Epoch epoch, int number) {
            this.epoch = epoch;
            this.number = number;
        }

        @Override
        public void add(int exchange, long[] words) {
            int member = epoch.cohort().indexOf(exchange) + 1;
            Vectors.check(words, epoch.length(), epoch.maxAbs());
            RingVector vector = epoch.federation().configuration().contribution(words);
            synchronized (this) {
                if (member == 0 || vectors.putIfAbsent(member, vector) != null) {
                    throw new IllegalStateException("exchange must be in the cohort and add once, but was " + exchange);
                }
            }
        }

        @Override
        public synchronized Optional<long[]> sum() {
            if (asked) {
                throw new IllegalStateException("sum must be asked for once, but was asked for twice");
            }
            asked = true;
            return new ProtocolRound(epoch.federation(), number, vectors).run();
        }

        @Override
        public Traffic traffic() {
            RoundConfiguration configuration = epoch.federation().configuration();
            return ProtocolRound.traffic(configuration, epoch.cohort().size());
        }
    }
}
