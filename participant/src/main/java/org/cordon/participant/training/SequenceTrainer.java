// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.training;

import org.cordon.computation.network.PrivateSgd;
import org.cordon.model.LocalPlan;
import org.cordon.model.Loss;
import org.cordon.model.NetworkSpec;
import org.cordon.model.ParameterVector;
import org.cordon.participant.contribution.LocalTrainer;
import org.cordon.participant.data.Table;
import org.cordon.privacy.IntegerClip;
import org.cordon.privacy.PoissonSampling;
import org.cordon.privacy.RandomWords;
import org.cordon.suite.Randomness;

/**
 * Trains sequence classifiers on heap arrays, equal to DL4J's {@code fit} up to rounding and several times as fast.
 *
 * <p><b>Guarantees.</b> The rows are shuffled afresh in every pass as {@link RowOrder} says; the last minibatch of a pass may be
 * smaller, and its gradient is the mean over its own rows. The same arguments give the same bits on one machine. Under differential
 * privacy the gradient of each unit that is sampled is computed by itself, so it depends on its rows and the parameters alone, and
 * {@link IntegerClip} bounds it exactly. Any threads may share one.
 *
 * <p><b>Refuses</b> a table of no rows, of another number of values than the network takes, without labels, or with a value missing
 * in a step that is there. Parameters that cease to be finite end in {@link TrainingDiverged}; an interrupt ends the training at the next
 * minibatch.
 *
 * <p>Cost: for each row and step some three multiply-adds a weight, with differential privacy for the rows of sampled units alone.
 */
public final class SequenceTrainer implements LocalTrainer {
    @Override
    public Trained train(NetworkSpec spec, ParameterVector start, Table scaled, LocalPlan plan, long seed) {
        return train(spec, start, scaled, plan, seed, Correction.NONE);
    }

    /** The same with something added to the gradient of every step, beside the proximal term of the plan. */
    public Trained train(
            NetworkSpec spec, ParameterVector start, Table scaled, LocalPlan plan, long seed, Correction correction) {
        requireFit(spec, scaled);
        start.requireFits(spec);
        int batch = Math.min(plan.batchSize(), scaled.rows());
        Correction proximal =
                plan.proximal() > 0 ? Correction.towards(start.toFloatArray(), plan.proximal()) : Correction.NONE;
        SequenceBatch rows = new SequenceBatch(spec, batch);
        UpdateRule rule = UpdateRule.of(plan.optimiser(), plan.learningRate(), spec.parameterCount());
        float[] parameters = start.toFloatArray();
        RowOrder order = new RowOrder(scaled.rows(), seed);
        int steps = 0;
        for (int epoch = 0; epoch < plan.epochs(); epoch++) {
            order.shuffle();
            for (int first = 0; first < scaled.rows(); first += batch) {
                require(!Thread.currentThread().isInterrupted(), "training must run to its end, but was stopped");
                int count = Math.min(batch, scaled.rows() - first);
                for (int place = 0; place < count; place++) {
                    rows.load(place, scaled, order.row(first + place));
                }
                float[] gradient = rows.gradient(parameters, count, plan.loss());
                proximal.addTo(gradient, parameters, 0);
                correction.addTo(gradient, parameters, 0);
                rule.apply(parameters, gradient);
                steps++;
            }
        }
        return new Trained(finite(parameters), scaled.rows(), steps);
    }

    @Override
    public long[] clippedGradients(PrivateStep step, Table scaled, Randomness randomness) {
        PrivateSgd terms = step.terms();
        int parameters = step.spec().parameterCount();
        long[] words = new long[parameters + (terms.adaptive().isPresent() ? 1 : 0)];
        if (scaled.rows() == 0) {
            return words;
        }
        requireFit(step.spec(), scaled);
        PrivacyUnits units = UnitsOfRows.units(terms.protects(), scaled);
        IntegerClip clip = new IntegerClip(step.clipNorm(), PrivateSgd.GRADIENT_UNITS);
        PoissonSampling sampling = new PoissonSampling(terms.samplingThreshold());
        int[] picked = new int[units.bound()];
        SequenceBatch batch = new SequenceBatch(step.spec(), picked.length);
        float[] at = step.at().toFloatArray();
        long[] sum = new long[parameters];
        long balance = 0;
        try (RandomWords coins = new RandomWords(randomness)) {
            for (int unit = 0; unit < units.count(); unit++) {
                int rows = units.sample(unit, sampling, coins, picked);
                for (int place = 0; place < rows; place++) {
                    batch.load(place, scaled, picked[place]);
                }
                if (rows > 0) {
                    float[] gradient = batch.gradient(at, rows, terms.loss());
                    clip.addTo(sum, gradient);
                    balance += norm(gradient) <= step.clipNorm() ? 1 : -1;
                }
            }
        }
        System.arraycopy(sum, 0, words, 0, parameters);
        if (terms.adaptive().isPresent()) {
            words[parameters] = terms.bitWord() * balance;
        }
        return words;
    }

    private static double norm(float[] gradient) {
        double squares = 0;
        for (float value : gradient) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }

    private static ParameterVector finite(float[] parameters) {
        for (int i = 0; i < parameters.length; i++) {
            if (!Float.isFinite(parameters[i])) {
                throw new TrainingDiverged(i, parameters[i]);
            }
        }
        return ParameterVector.of(parameters);
    }

    /** Demands rows that {@code spec} can be trained on. */
    static void requireFit(NetworkSpec spec, Table scaled) {
        require(spec.isSequence(), "network must be a sequence_classifier, but was " + spec.kind());
        require(scaled.rows() > 0, "number of rows must be at least 1, but was 0");
        require(
                scaled.features() == spec.inputWidth(),
                "number of features must be the network's " + spec.inputWidth() + ", but was " + scaled.features());
        require(scaled.labelled(), "rows must be labelled to train a classifier, but were not");
        scaled.requireLabelsBelow(2);
        float[] row = new float[scaled.features()];
        for (int i = 0; i < scaled.rows(); i++) {
            scaled.copyRow(i, row, 0);
            for (int k = spec.firstStep(row, 0) * spec.features(); k < row.length; k++) {
                if (Float.isNaN(row[k])) {
                    throw new IllegalArgumentException("value of "
                            + scaled.featureNames().get(k) + " in row " + i
                            + " must be present once scaled, but was missing");
                }
            }
        }
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /** Rows that are taken at once. */
    private static final class SequenceBatch {
        private final NetworkSpec spec;
        private final LstmNetwork network;
        private final float[] inputs;
        private final float[] labels;

        SequenceBatch(NetworkSpec spec, int capacity) {
            this.spec = spec;
            this.network = new LstmNetwork(spec);
            this.inputs = new float[Math.multiplyExact(capacity, spec.inputWidth())];
            this.labels = new float[capacity];
        }

        void load(int place, Table table, int row) {
            table.copyRow(row, inputs, place * spec.inputWidth());
            labels[place] = table.label(row);
        }

        /** The mean gradient of the first {@code rows} rows that are loaded. */
        float[] gradient(float[] parameters, int rows, Loss loss) {
            network.set(parameters);
            float[] gradient = new float[parameters.length];
            for (int row = 0; row < rows; row++) {
                float logit = network.logit(inputs, row * spec.inputWidth());
                float delta = loss.isPlain()
                        ? Elementwise.crossEntropyDelta(logit, labels[row])
                        : Elementwise.focalDelta(logit, labels[row], loss);
                network.addGradient(delta / rows, inputs, row * spec.inputWidth(), gradient);
            }
            return gradient;
        }
    }
}
