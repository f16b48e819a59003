// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.training;

import java.util.List;
import org.cordon.model.Loss;
import org.cordon.model.NetworkKind;
import org.cordon.model.NetworkSpec;
import org.cordon.model.ParameterVector;
import org.cordon.participant.data.Table;
import org.cordon.privacy.IntegerClip;
import org.cordon.privacy.PoissonSampling;
import org.cordon.privacy.RandomWords;

/**
 * What one exchange adds to a step of DP-SGD before noise: the sum, in integers, of the clipped gradients of the units that
 * a fresh Poisson sample keeps.
 *
 * <p><b>Guarantees.</b> Each unit is kept independently of all others. Its gradient is the mean over its rows that count
 * (one for a record), of the loss alone: no pull towards any parameters is part of it. It is clipped as a whole, all
 * layers and biases together. To add or to remove a unit moves the sum by at most {@code clip.units()} in the Euclidean
 * norm, exactly: the integers of a unit depend on its rows and the parameters alone, to the bit, and their sum is exact.
 * There is no term for rounding. A unit whose gradient is not finite adds zeros; an empty sample is a vector of zeros.
 * Nothing tells how many units were kept: divide by {@link PoissonSampling#expected}.
 *
 * <p>Accuracy: a unit's integers differ from its clipped gradient by about one part in a hundred of the clip norm, in
 * directions that differ from unit to unit; a clipped gradient comes out up to 1 % shorter than the clip norm.
 *
 * <p><b>Does not check</b> that its time says nothing: it grows with the sample. Noise is not part of it, see {@link
 * org.cordon.privacy.NoisePool}. Parameters are public or shared: nothing of them is clipped.
 *
 * <p>Source: Abadi et al. 2016, algorithm 1. How it is done without writing gradients out: {@link UnitClip}. Not
 * thread-safe.
 */
public final class PrivateGradient {
    private final NetworkSpec spec;
    private final PrivacyUnits units;
    private final List<LaneShape> shapes;
    private final LaneShape largest;
    private final LanePass pass;
    private final UnitClip clip;
    private final int[] starts;
    private final int[] picked;

    /**
     * @param scaled rows that {@code spec} can be trained on
     * @param units over the rows of the table
     * @param clip its units are a multiple of 2^18
     */
    public PrivateGradient(NetworkSpec spec, Table scaled, PrivacyUnits units, IntegerClip clip) {
        this(spec, scaled, units, clip, LaneShape.of(spec));
    }

    PrivateGradient(NetworkSpec spec, Table scaled, PrivacyUnits units, IntegerClip clip, List<LaneShape> shapes) {
        this(spec, scaled, units, clip, shapes, integers(spec, scaled, units));
    }

    /** @param prepared of the same rows, and not in use elsewhere */
    PrivateGradient(Table scaled, UnitsOfRows prepared, IntegerClip clip) {
        this(prepared.spec(), scaled, prepared.units(), clip, prepared.shapes(), prepared.integers());
    }

    private PrivateGradient(
            NetworkSpec spec,
            Table scaled,
            PrivacyUnits units,
            IntegerClip clip,
            List<LaneShape> shapes,
            IntegerRows integers) {
        this.spec = spec;
        this.units = units;
        this.shapes = shapes;
        this.largest = shapes.isEmpty() ? LaneShape.OF_ONE_UNIT : shapes.get(shapes.size() - 1);
        this.pass = new LanePass(spec, scaled, integers, largest);
        this.clip = new UnitClip(spec, clip, units.bound(), largest);
        this.starts = new int[largest.capacity() + 1];
        this.picked = new int[units.bound()];
    }

    private static IntegerRows integers(NetworkSpec spec, Table scaled, PrivacyUnits units) {
        DenseTrainer.requireFit(spec, scaled);
        if (units.rows() != scaled.rows()) {
            throw new IllegalArgumentException(
                    "units must be over the table's " + scaled.rows() + " rows, but were over " + units.rows());
        }
        return new IntegerRows(scaled);
    }

    /** From now on rows count as this loss says, before a unit's gradient is clipped; at first all count the same. */
    void weigh(Loss loss) {
        if (!loss.isPlain() && spec.kind() != NetworkKind.MLP_CLASSIFIER) {
            throw new IllegalArgumentException(
                    "loss must be plain unless the network is an mlp_classifier, but was " + loss);
        }
        pass.weigh(loss);
    }

    /**
     * How many of the units that were sampled last had a gradient within the clip norm, less those that had not: what an adaptive
     * clip norm follows. As secret as the sum; each unit moves it by one.
     */
    public long takeBalance() {
        return clip.takeBalance();
    }

    /**
     * Samples, and adds the integers of those sampled to {@code sum}, which may hold the noise already.
     *
     * @param sum one integer for each parameter, in the parameters' order
     * @param words decide who is sampled, and so are as secret as noise is
     */
    public void addTo(long[] sum, ParameterVector parameters, PoissonSampling sampling, RandomWords words) {
        pass.use(parameters.requireFits(spec));
        if (sum.length != spec.parameterCount()) {
            throw new IllegalArgumentException(
                    "length of the sum must be " + spec.parameterCount() + ", but was " + sum.length);
        }
        int filled = 0;
        for (int unit = 0; unit < units.count(); unit++) {
            int rows = units.sample(unit, sampling, words, picked);
            if (rows == 0) {
                continue;
            }
            if (filled > 0 && (shapes.isEmpty() || starts[filled] + rows > largest.capacity())) {
                add(filled, sum);
                filled = 0;
            }
            LaneShape shape = shapes.isEmpty() ? largest : shapes.get(0); // all have the same first lane
            for (int i = 0; i < rows; i++) {
                pass.load(shape, starts[filled] + i, picked[i], clip.share() / rows);
            }
            starts[filled + 1] = starts[filled] + rows;
            filled++;
        }
        if (filled > 0) {
            add(filled, sum);
        }
    }

    private void add(int filled, long[] sum) {
        int count = starts[filled];
        LaneShape shape = shapes.stream()
                .filter(each -> each.capacity() >= count)
                .findFirst()
                .orElse(largest);
        pass.run(shape, count);
        clip.addTo(sum, pass, shape, starts, filled);
    }

    @Override
    public String toString() {
        return "PrivateGradient";
    }
}
