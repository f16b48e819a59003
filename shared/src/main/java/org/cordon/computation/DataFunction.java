// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation;

import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;

/**
 * Which function of a member's rows a sum adds up, as coarsely as the differencing guard tells functions apart.
 *
 * <p>Two sums of one function over different survivors can be subtracted. So a computation must never name two functions
 * where a member would contribute the same words, or words that follow from each other; where in doubt it names one.
 * Naming one too few only makes rounds wait.
 *
 * @param computation name of the computation, not of a pipeline around it
 * @param reach what decides on the words beside the rows
 * @param base H("blob"; state or model) that decides; H("blob"; nothing) for {@link Reach#FULL_DATA}
 */
public record DataFunction(String computation, Reach reach, Digest base) {
    /** What decides on the words of a member beside its rows. */
    public enum Reach {
        /** Nothing: counts, quantiles and sums of columns, however they are binned or bounded. */
        FULL_DATA("full data"),
        /** The state to start from: an update of a model. Sums from different states are different functions. */
        STATE("state"),
        /** The model that is evaluated, whenever and by whichever task. */
        MODEL("model");

        private final String text;

        Reach(String text) {
            this.text = text;
        }

        /** As group digests and reports spell it. */
        public String text() {
            return text;
        }
    }

    /** All sums of this computation over the same columns are one function: the cautious choice. */
    public static DataFunction ofFullData(String computation) {
        return new DataFunction(computation, Reach.FULL_DATA, Hashes.blob(Bytes.EMPTY));
    }

    /**
     * Sums from one state to start from are one function.
     *
     * @param base what members start from, without counters and tuning that leave the start as it is
     */
    public static DataFunction ofState(String computation, Bytes base) {
        return new DataFunction(computation, Reach.STATE, Hashes.blob(base));
    }

    /**
     * Histograms of the scores of one model by label are one function, whichever computation counts them.
     *
     * @param model its canonical bytes, before it was calibrated
     */
    public static DataFunction ofScores(Bytes model) {
        return ofModel("evaluation", model);
    }

    /**
     * Sums about one model are one function.
     *
     * @param model its canonical bytes
     */
    public static DataFunction ofModel(String computation, Bytes model) {
        return new DataFunction(computation, Reach.MODEL, Hashes.blob(model));
    }
}
