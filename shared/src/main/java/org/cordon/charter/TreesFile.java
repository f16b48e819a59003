// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.charter;

import java.util.List;
import java.util.Optional;
import org.cordon.computation.NoisyCounts;
import org.cordon.computation.trees.BoostedTrees;
import org.cordon.computation.trees.ColumnSample;
import org.cordon.computation.trees.Gradients;
import org.cordon.computation.trees.NoisyGradients;
import org.cordon.computation.trees.TreesPlan;
import org.cordon.suite.Bytes;
import org.cordon.task.PrivacyTerms;

/**
 * Boosted trees by secure histograms.
 *
 * @param maxRows public cap on an exchange's rows
 * @param holdoutPerMille share of the rows kept out of training
 * @param learningRate 0.1 where it is left out
 * @param lambda 1 where it is left out, under noise its deviation on one word if that is more
 * @param minChildWeight the same
 * @param gamma 0 where it is left out
 * @param columnShare 1 where it is left out
 * @param seed public seed of the draw of columns, 0 where it is left out
 * @param positiveWeight 1 where it is left out
 * @param calibrated false where it is left out
 * @param noiseMultiplierMicro calibrated where it is left out; only with differential privacy
 */
record TreesFile(
        int trees,
        int depth,
        long maxRows,
        int holdoutPerMille,
        Optional<Double> learningRate,
        Optional<Double> lambda,
        Optional<Double> minChildWeight,
        Optional<Double> gamma,
        Optional<Double> columnShare,
        Optional<Long> seed,
        Optional<Double> positiveWeight,
        Optional<Boolean> calibrated,
        Optional<Long> noiseMultiplierMicro)
        implements StageKind {
    @Override
    public String computation() {
        return BoostedTrees.NAME;
    }

    @Override
    public Needs needs() {
        return Needs.BINNING;
    }

    @Override
    public boolean isModel() {
        return true;
    }

    @Override
    public int sums() {
        return 1 + trees * depth + (calibrated.orElse(false) ? 1 : 0);
    }

    @Override
    public TreesFile under(long multiplierMicro) {
        return new TreesFile(
                trees,
                depth,
                maxRows,
                holdoutPerMille,
                learningRate,
                lambda,
                minChildWeight,
                gamma,
                columnShare,
                seed,
                positiveWeight,
                calibrated,
                Optional.of(multiplierMicro));
    }

    @Override
    public Bytes parameters(List<String> columns, Optional<PrivacyTerms> terms) {
        return plan(columns, terms).encode();
    }

    private TreesPlan plan(List<String> columns, Optional<PrivacyTerms> terms) {
        Optional<NoisyCounts> noise = StageKind.noise(terms, noiseMultiplierMicro);
        ColumnSample sample = new ColumnSample(columnShare.orElse(1.0), seed.orElse(0L));
        Gradients gradients = new Gradients(positiveWeight.orElse(1.0));
        double steady = noise.map(under -> new NoisyGradients(under, sample.count(columns.size()), gradients))
                .map(NoisyGradients::usualWeight)
                .orElse(1.0);
        return new TreesPlan(
                columns,
                trees,
                depth,
                new TreesPlan.Growth(
                        learningRate.orElse(0.1),
                        lambda.orElse(steady),
                        minChildWeight.orElse(steady),
                        gamma.orElse(0.0)),
                sample,
                gradients.positiveWeight(),
                maxRows,
                holdoutPerMille,
                calibrated.orElse(false),
                noise);
    }
}
