// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.cordon.computation.scaling.Scaler;
import org.cordon.participant.data.Table;
import org.cordon.suite.Bytes;
import org.cordon.suite.Randomness;

/**
 * What a private half may use beside the rows; one per charter and exchange.
 *
 * <p>Remembers the last {@value #KEPT} things it made of the rows, as every round of a training needs them again; what a stage before made is
 * forgotten, so that a charter of many stages holds few copies of the rows. Safe for concurrent use. Prints
 * nothing: with the seed the held-out split could be told.
 */
public final class ContributionContext {
    private final long seed;
    private final LocalTrainer trainer;
    private final Randomness randomness;
    /** A stage under way needs two: the rows scaled or binned, and those of them that it learns from. */
    private static final int KEPT = 2;

    private final Map<String, Derived> last = new LinkedHashMap<>(KEPT + 1, 0.75f, true);

    private record Derived(Table raw, Bytes key, Object made) {}

    /**
     * @param seed the exchange's own secret number for this charter; the held-out split and the order of training rows
     *     derive from it and from nothing else
     * @param trainer does the local steps of networks
     */
    public ContributionContext(long seed, LocalTrainer trainer) {
        this(seed, trainer, Randomness.secure());
    }

    /**
     * The same with another source of coins.
     *
     * @param randomness decides which units take part in a step with differential privacy, and nothing else
     */
    public ContributionContext(long seed, LocalTrainer trainer, Randomness randomness) {
        this.seed = seed;
        this.trainer = trainer;
        this.randomness = randomness;
    }

    public long seed() {
        return seed;
    }

    public LocalTrainer trainer() {
        return trainer;
    }

    public Randomness randomness() {
        return randomness;
    }

    /** All rows, scaled, with the scaler's features. */
    public Table scaled(Table raw, Scaler scaler) {
        return derived("scaled", Table.class, raw, scaler.encode(), () -> ScaledRows.of(raw, scaler));
    }

    /**
     * What is made of the rows, remembered as long as the same is asked for and no two others were since.
     *
     * @param purpose what it is for: of each purpose the last is kept at the most
     * @param type the same for the same purpose
     * @param key all that decides beside the rows
     */
    synchronized <T> T derived(String purpose, Class<T> type, Table raw, Bytes key, Supplier<T> make) {
        Optional<Derived> known = Optional.ofNullable(last.get(purpose))
                .filter(memo -> memo.raw() == raw && memo.key().equals(key));
        if (known.isPresent()) {
            return type.cast(known.get().made());
        }
        last.remove(purpose);
        T made = make.get();
        last.put(purpose, new Derived(raw, key, made));
        if (last.size() > KEPT) {
            last.remove(last.keySet().iterator().next());
        }
        return made;
    }

    @Override
    public String toString() {
        return "ContributionContext";
    }
}
