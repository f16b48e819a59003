// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.learner;

import java.util.SortedMap;
import org.cordon.participant.data.Table;

/**
 * A model as the laboratory sees it: one flat vector of parameters, trained on the rows of one exchange.
 *
 * <p>Implementations are safe for concurrent use and give the same bits for the same arguments on one type of CPU.
 */
public interface Learner {
    /** How many parameters the model has. */
    int parameters();

    /** First parameters, a function of the seed alone. */
    float[] start(long seed);

    /** The rows of an exchange that it trains on. */
    default Table seen(Table rows) {
        return rows;
    }

    /**
     * Trains on one exchange's rows.
     *
     * @param start parameters to start from; left as they are
     * @param rows scaled rows without missing values; with labels where the model needs them
     * @param seed decides the order of rows
     * @return the parameters after the last step and how many steps it took
     */
    Trained train(float[] start, Table rows, LocalWork work, long seed);

    /**
     * What the model says of rows, in a form whose mean over models is meaningful: probabilities of label 1 or of each class, or errors;
     * row-major, as many for each row.
     */
    float[] outputs(float[] parameters, Table rows);

    /** {@link #evaluate} for given outputs. */
    SortedMap<String, Double> judge(float[] outputs, Table test);

    /**
     * How good parameters are on rows that nobody trained on, by the names of results: {@code loss}, {@code accuracy},
     * {@code averagePrecision}, {@code rocAuc}, {@code recallAt1PctFpr}, as far as the model has them.
     */
    default SortedMap<String, Double> evaluate(float[] parameters, Table test) {
        return judge(outputs(parameters, test), test);
    }

    /**
     * What came of local training.
     *
     * @param parameters as many as the model has
     * @param rows that were trained on: the update's weight
     * @param steps of the optimiser
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Trained(float[] parameters, int rows, int steps) {}
}
