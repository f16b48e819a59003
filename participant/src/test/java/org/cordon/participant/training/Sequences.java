// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.training;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.cordon.computation.History;
import org.cordon.model.Loss;
import org.cordon.model.NetworkSpec;
import org.cordon.participant.data.Table;

/** Sequences for tests, and the loss of a sequence classifier in double precision, written down from its definition. */
final class Sequences {
    private final NetworkSpec spec;
    private final Table rows;
    private final Loss loss;

    Sequences(NetworkSpec spec, Table rows, Loss loss) {
        this.spec = spec;
        this.rows = rows;
        this.loss = loss;
    }

    /** Scaled inputs, of which every third, from the first, has no values for the first steps; the label depends on all steps. */
    static Table random(NetworkSpec spec, int rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[rows * spec.inputWidth()];
        float[] labels = new float[rows];
        for (int row = 0; row < rows; row++) {
            int missing = row % 3 == 0 ? random.nextInt(1, spec.length()) * spec.features() : 0;
            double sum = 0;
            for (int k = 0; k < spec.inputWidth(); k++) {
                float value = k < missing ? Float.NaN : (float) random.nextGaussian();
                values[row * spec.inputWidth() + k] = value;
                sum += k < missing ? 0 : value;
            }
            labels[row] = sum > 0 ? 1f : 0f;
        }
        return Table.of(names(spec), rows, values, Optional.of(labels));
    }

    static List<String> names(NetworkSpec spec) {
        return new History(spec.length())
                .names(IntStream.range(0, spec.features())
                        .mapToObj(k -> "x" + k)
                        .toList());
    }

    /** The mean loss over all rows. */
    double mean(double[] parameters) {
        double sum = 0;
        for (int row = 0; row < rows.rows(); row++) {
            double p = 1 / (1 + Math.exp(-logit(parameters, row)));
            boolean positive = rows.label(row) == 1f;
            double own = positive ? p : 1 - p;
            sum -= (positive ? loss.positiveWeight() : 1) * Math.pow(1 - own, loss.focalGamma()) * Math.log(own);
        }
        return sum / rows.rows();
    }

    private double logit(double[] parameters, int row) {
        int features = spec.features();
        int units = spec.widths().get(1);
        double[] state = new double[units];
        double[] output = new double[units];
        for (int step = 0; step < spec.length(); step++) {
            int from = step * features;
            boolean missing = IntStream.range(from, from + features).allMatch(k -> Float.isNaN(rows.value(row, k)));
            if (missing) {
                continue;
            }
            double[] inputs = new double[features + units];
            Arrays.setAll(inputs, k -> k < features ? rows.value(row, from + k) : output[k - features]);
            double[] sums = new double[4 * units];
            for (int gate = 0; gate < sums.length; gate++) {
                sums[gate] = parameters[(features + units) * 4 * units + gate];
                for (int in = 0; in < inputs.length; in++) {
                    sums[gate] += inputs[in] * parameters[in * 4 * units + gate];
                }
            }
            for (int unit = 0; unit < units; unit++) {
                state[unit] = sigmoid(sums[units + unit]) * state[unit]
                        + sigmoid(sums[3 * units + unit]) * Math.tanh(sums[unit]);
                output[unit] = sigmoid(sums[2 * units + unit]) * Math.tanh(state[unit]);
            }
        }
        int last = (features + units + 1) * 4 * units;
        double logit = parameters[last + units];
        for (int unit = 0; unit < units; unit++) {
            logit += output[unit] * parameters[last + unit];
        }
        return logit;
    }

    private static double sigmoid(double sum) {
        return 1 / (1 + Math.exp(-sum));
    }
}
