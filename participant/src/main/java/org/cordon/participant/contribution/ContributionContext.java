// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import java.util.Optional;
import org.cordon.computation.scaling.Scaler;
import org.cordon.participant.data.Table;
import org.cordon.suite.Bytes;

/**
 * What a private half may use beside the rows; one per charter and exchange.
 *
 * <p>Remembers the rows it scaled last, as every round of a training needs them again. Safe for concurrent use. Prints
 * nothing: with the seed the held-out split could be told.
 */
public final class ContributionContext {
    private final long seed;
    private final LocalTrainer trainer;
    private Optional<Scaled> last = Optional.empty();

    private record Scaled(Table raw, Bytes scaler, Table scaled) {}

    /**
     * @param seed the exchange's own secret number for this charter; the held-out split and the order of training rows
     *     derive from it and from nothing else
     * @param trainer does the local steps of networks
     */
    public ContributionContext(long seed, LocalTrainer trainer) {
        this.seed = seed;
        this.trainer = trainer;
    }

    public long seed() {
        return seed;
    }

    public LocalTrainer trainer() {
        return trainer;
    }

    /** All rows, scaled, with the scaler's features. */
    public synchronized Table scaled(Table raw, Scaler scaler) {
        Bytes key = scaler.encode();
        Optional<Table> known = last.filter(
                        memo -> memo.raw() == raw && memo.scaler().equals(key))
                .map(Scaled::scaled);
        return known.orElseGet(() -> {
            Table scaled = ScaledRows.of(raw, scaler);
            last = Optional.of(new Scaled(raw, key, scaled));
            return scaled;
        });
    }

    @Override
    public String toString() {
        return "ContributionContext";
    }
}
