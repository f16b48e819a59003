// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation;

import java.util.List;
import java.util.Optional;
import org.cordon.suite.Bytes;

/**
 * What scores a row: the one form in which a model of any kind is evaluated.
 *
 * <p><b>Guarantees.</b> Deterministic to the bit on every CPU: {@link StrictMath} and a fixed order of additions. A row that scores
 * higher ranks at least as high. Implementations are immutable.
 *
 * <p><b>Does not check</b> that a row holds the features in the order of {@link #features()}.
 */
public interface Detector {
    /** Names of the raw features that a row holds, in this order. */
    List<String> features();

    /**
     * How suspicious a row is, in [0, 1]: a probability where the model is a classifier.
     *
     * @param raw one value for each of {@link #features()}; NaN is missing
     */
    double score(float[] raw);

    /**
     * Where the row stands on the grid of score histograms, between {@link #rankLimit} and its negative; what is beyond counts at the
     * end. By default the logit of the score.
     */
    default double rank(float[] raw) {
        double score = score(raw);
        return StrictMath.log(score) - StrictMath.log1p(-score);
    }

    /**
     * The model whose order of rows this one only restates by a public monotone map, as a calibrated one does; empty where it is
     * itself. Histograms of both are one function of the rows.
     */
    default Optional<Bytes> basis() {
        return Optional.empty();
    }

    /** Half the width of the grid, above 0. */
    default double rankLimit() {
        return 16;
    }
}
