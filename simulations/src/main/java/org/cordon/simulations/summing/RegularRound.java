// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.summing;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cordon.simulations.summing.RegularParty.Shared;
import org.cordon.suite.Secret;
import org.cordon.sum.ring.RingVector;
import org.cordon.sum.round.RoundConfiguration;
import org.cordon.sum.sharing.Share;

/**
 * One k-regular sum: vectors are masked and added as they come, and the masks that are left are taken off the sum at the end.
 *
 * <p>One vector is kept, and as many again as threads are at work.
 */
final class RegularRound implements Summing.Round {
    /** Members whose masks one thread takes off before it looks for more. */
    private static final int BATCH = 64;

    private final List<Integer> cohort;
    private final RoundConfiguration configuration;
    private final RegularCohort keys;
    private final RegularSumming.Surroundings around;
    private final BitSet survivors = new BitSet();
    private final RingVector total;
    private boolean asked;

    RegularRound(
            List<Integer> cohort,
            RoundConfiguration configuration,
            RegularCohort keys,
            RegularSumming.Surroundings around) {
        this.cohort = List.copyOf(cohort);
        this.configuration = configuration;
        this.keys = keys;
        this.around = around;
        this.total = RingVector.zeros(configuration.ring(), configuration.words());
    }

    @Override
    public void add(int exchange, long[] words) {
        Vectors.check(words, configuration.length(), configuration.maxAbs());
        int member = Collections.binarySearch(cohort, exchange);
        synchronized (this) {
            if (asked || member < 0 || survivors.get(member)) {
                throw new IllegalStateException("exchange must be in the cohort and add once, but was " + exchange);
            }
            survivors.set(member);
        }
        RingVector vector = configuration.contribution(words);
        try (MaskKeys masks = keys.upload(member)) {
            masks.apply(vector);
        }
        synchronized (this) {
            total.addInPlace(vector);
        }
    }

    @Override
    public Optional<long[]> sum() {
        synchronized (this) {
            if (asked) {
                throw new IllegalStateException("sum must be asked for once, but was asked for twice");
            }
            asked = true;
        }
        try (keys) {
            Optional<String> refusal = tooFew().or(this::unmask);
            if (refusal.isPresent()) {
                around.refusals().accept("the sum was not opened: " + refusal.orElseThrow());
                return Optional.empty();
            }
        }
        long[] words = total.toSigned();
        if (words[words.length - 1] != survivors.cardinality()) {
            throw new IllegalStateException("the sum must be over " + survivors.cardinality()
                    + " vectors, but was over " + words[words.length - 1]);
        }
        return Optional.of(Arrays.copyOf(words, words.length - 1));
    }

    /** Whose secret could not be opened; looked at before any is. */
    private Optional<String> tooFew() {
        if (survivors.isEmpty()) {
            return Optional.of("nobody added a vector");
        }
        return IntStream.range(0, keys.size())
                .filter(member -> needed(member) && keys.left(member, survivors).length < keys.threshold())
                .mapToObj(member -> "exchange " + cohort.get(member) + " has " + keys.left(member, survivors).length
                        + " of its " + keys.neighbours(member).length + " neighbours left, but "
                        + keys.threshold() + " are needed to open what it shared")
                .findFirst();
    }

    /** Who dropped out without a neighbour left has left no mask in the sum. */
    private boolean needed(int member) {
        return survivors.get(member) || keys.left(member, survivors).length > 0;
    }

    /** Why it could not be done; empty once the total is the sum. */
    private Optional<String> unmask() {
        int batches = (keys.size() + BATCH - 1) / BATCH;
        return around
                .workers()
                .each(batches, batch -> unmask(batch * BATCH, Math.min(keys.size(), (batch + 1) * BATCH)))
                .stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> unmask(int from, int to) {
        RingVector correction = RingVector.zeros(configuration.ring(), configuration.words());
        try (MaskKeys selfMasks = new MaskKeys()) {
            for (int member = from; member < to; member++) {
                if (!needed(member)) {
                    continue;
                }
                Shared which = survivors.get(member) ? Shared.SELF_MASK : Shared.KEY;
                Optional<Secret> opened = open(member, which);
                if (opened.isEmpty()) {
                    return Optional.of("the shares of exchange " + cohort.get(member) + "'s "
                            + (which == Shared.KEY ? "key" : "self mask") + " do not give what it published");
                }
                try (Secret secret = opened.orElseThrow()) {
                    if (which == Shared.SELF_MASK) {
                        selfMasks.put(keys.selfMask(secret), false);
                    } else {
                        undo(member, secret, correction);
                    }
                }
            }
            selfMasks.apply(correction);
        }
        synchronized (this) {
            total.addInPlace(correction);
        }
        return Optional.empty();
    }

    /** A secret of one exchange from what its first t remaining neighbours say. */
    private Optional<Secret> open(int owner, Shared which) {
        int[] neighbours = keys.neighbours(owner);
        List<Share> held = keys.shares(owner, which);
        List<Share> said = Arrays.stream(keys.left(owner, survivors))
                .limit(keys.threshold())
                .mapToObj(at -> around.disclosure().say(neighbours[at], owner, held.get(at)))
                .toList();
        try {
            return keys.combine(owner, which, said);
        } finally {
            held.forEach(Share::close);
            said.forEach(Share::close);
        }
    }

    /** Takes off what the neighbours that are left masked with who dropped out, each with the opposite of its sign. */
    private void undo(int dropped, Secret key, RingVector correction) {
        int[] neighbours = keys.neighbours(dropped);
        try (MaskKeys masks = new MaskKeys()) {
            for (int at : keys.left(dropped, survivors)) {
                masks.put(keys.pairMask(key, dropped, neighbours[at]), neighbours[at] > dropped);
            }
            masks.apply(correction);
        }
    }

    @Override
    public Summing.Traffic traffic() {
        return RegularSumming.traffic(configuration, keys.neighbours(0).length);
    }
}
