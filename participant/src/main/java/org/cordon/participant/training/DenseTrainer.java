// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.training;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import org.cordon.computation.network.PrivateSgd;
import org.cordon.model.LocalPlan;
import org.cordon.model.NetworkKind;
import org.cordon.model.NetworkSpec;
import org.cordon.model.ParameterVector;
import org.cordon.participant.contribution.LocalTrainer;
import org.cordon.participant.data.Table;
import org.cordon.privacy.IntegerClip;
import org.cordon.privacy.PoissonSampling;
import org.cordon.privacy.RandomWords;
import org.cordon.suite.Randomness;

/**
 * Trains dense networks on heap arrays, equal to DL4J's {@code fit} up to rounding and several times as fast on small
 * networks.
 *
 * <p><b>Guarantees.</b> The rows are shuffled afresh in every pass as {@link RowOrder} says; the last minibatch of a
 * pass may be smaller, and its gradient is the mean over its own rows. The same arguments give the same bits on one
 * machine. Any threads may share one; all it remembers is what it made of rows for steps with differential privacy,
 * as long as the table lives.
 *
 * <p><b>Refuses</b> a table of no rows, of another number of features than the network has inputs, without labels for a
 * classifier, or with a missing value. Parameters that cease to be finite end in {@link TrainingDiverged}; an
 * interrupt ends the training at the next minibatch.
 */
public final class DenseTrainer implements LocalTrainer {
    /** What was made of tables for steps with differential privacy; taken out while it is used, as it is for one thread. */
    private final Map<Table, UnitsOfRows> known = Collections.synchronizedMap(new WeakHashMap<>());

    @Override
    public Trained train(NetworkSpec spec, ParameterVector start, Table scaled, LocalPlan plan, long seed) {
        return train(spec, start, scaled, plan, seed, Correction.NONE);
    }

    /** The same with something added to the gradient of every step, beside the proximal term of the plan. */
    public Trained train(
            NetworkSpec spec, ParameterVector start, Table scaled, LocalPlan plan, long seed, Correction correction) {
        requireFit(spec, scaled);
        int batch = Math.min(plan.batchSize(), scaled.rows());
        DenseNetwork network = new DenseNetwork(spec, start, plan.optimiser(), plan.learningRate(), batch);
        network.weigh(plan.loss());
        if (plan.proximal() > 0) {
            network.correct(Correction.towards(start.toFloatArray(), plan.proximal()));
        }
        if (!correction.isNone()) {
            network.correct(correction);
        }
        RowOrder order = new RowOrder(scaled.rows(), seed);
        int steps = 0;
        for (int epoch = 0; epoch < plan.epochs(); epoch++) {
            order.shuffle();
            for (int first = 0; first < scaled.rows(); first += batch) {
                require(!Thread.currentThread().isInterrupted(), "training must run to its end, but was stopped");
                int rows = Math.min(batch, scaled.rows() - first);
                for (int place = 0; place < rows; place++) {
                    network.load(place, scaled, order.row(first + place));
                }
                network.step(rows);
                steps++;
            }
        }
        return new Trained(network.parameters(), scaled.rows(), steps);
    }

    @Override
    public long[] clippedGradients(PrivateStep step, Table scaled, Randomness randomness) {
        PrivateSgd terms = step.terms();
        long[] words = new long[step.spec().parameterCount() + (terms.adaptive().isPresent() ? 1 : 0)];
        if (scaled.rows() == 0) {
            return words;
        }
        UnitsOfRows units = Optional.ofNullable(known.remove(scaled))
                .filter(each -> each.serves(step.spec(), terms.protects()))
                .orElseGet(() -> UnitsOfRows.of(step.spec(), terms.protects(), scaled));
        PrivateGradient gradient =
                new PrivateGradient(scaled, units, new IntegerClip(step.clipNorm(), PrivateSgd.GRADIENT_UNITS));
        gradient.weigh(terms.loss());
        try (RandomWords coins = new RandomWords(randomness)) {
            long[] sum = new long[step.spec().parameterCount()];
            gradient.addTo(sum, step.at(), new PoissonSampling(terms.samplingThreshold()), coins);
            System.arraycopy(sum, 0, words, 0, sum.length);
        }
        if (terms.adaptive().isPresent()) {
            words[words.length - 1] = terms.bitWord() * gradient.takeBalance();
        }
        known.put(scaled, units);
        return words;
    }

    /** Demands rows that {@code spec} can be trained on. */
    public static void requireFit(NetworkSpec spec, Table scaled) {
        require(scaled.rows() > 0, "number of rows must be at least 1, but was 0");
        require(
                scaled.features() == spec.features(),
                "number of features must be the network's " + spec.features() + ", but was " + scaled.features());
        if (spec.kind() != NetworkKind.AUTOENCODER) {
            require(scaled.labelled(), "rows must be labelled to train a classifier, but were not");
            scaled.requireLabelsBelow(spec.classes());
        }
        scaled.firstMissing().ifPresent(place -> {
            throw new IllegalArgumentException("value of "
                    + scaled.featureNames().get(place % scaled.features()) + " in row " + place / scaled.features()
                    + " must be present once scaled, but was missing");
        });
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
