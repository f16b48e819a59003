// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.demo;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.cordon.computation.evaluation.Metrics;

/**
 * How well a way of training does at the exchanges; the same shape everywhere in Cordon.
 *
 * <p>Every exchange is judged on the one held-out set. Where all exchanges use the same scores (averaged, together, pooled)
 * mean and worst are equal.
 */
record Scores(Figure averagePrecision, Figure rocAuc, Figure recallAt1PctFpr) {
    /** Over the exchanges. */
    record Figure(double mean, double worst) {}

    /** One for each exchange. */
    static Scores of(List<Metrics> exchanges) {
        return new Scores(
                figure(exchanges, Metrics::averagePrecision),
                figure(exchanges, Metrics::rocAuc),
                figure(exchanges, Metrics::recallAt1PctFpr));
    }

    private static Figure figure(List<Metrics> exchanges, ToDoubleFunction<Metrics> metric) {
        double worst = exchanges.stream().mapToDouble(metric).min().orElseThrow();
        double mean = exchanges.stream().mapToDouble(metric).average().orElseThrow();
        return new Figure(Math.max(worst, mean), worst);
    }
}
