// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.charter;

import java.util.List;
import java.util.Optional;
import org.cordon.computation.binning.Binning;
import org.cordon.computation.binning.BinningPlan;
import org.cordon.suite.Bytes;
import org.cordon.task.PrivacyTerms;

/**
 * Bins of like counts by secure sums.
 *
 * @param maxRows public cap on an exchange's rows
 * @param noiseMultiplierMicro calibrated where it is left out; only with differential privacy
 */
record BinningFile(
        long maxRows, Optional<Integer> maxBins, Optional<Integer> zooms, Optional<Long> noiseMultiplierMicro)
        implements StageKind {
    @Override
    public String computation() {
        return Binning.NAME;
    }

    @Override
    public Needs needs() {
        return Needs.NOTHING;
    }

    /** One coarse pass, then the zooms. */
    @Override
    public int sums() {
        return 1 + zooms.orElse(3);
    }

    @Override
    public BinningFile under(long multiplierMicro) {
        return new BinningFile(maxRows, maxBins, zooms, Optional.of(multiplierMicro));
    }

    int mostBins() {
        return maxBins.orElse(BinningPlan.MAX_BINS);
    }

    @Override
    public Bytes parameters(List<String> columns, Optional<PrivacyTerms> terms) {
        BinningPlan usual = BinningPlan.of(columns, maxRows);
        return new BinningPlan(
                        columns,
                        maxRows,
                        maxBins.orElse(usual.maxBins()),
                        zooms.orElse(usual.zooms()),
                        StageKind.noise(terms, noiseMultiplierMicro))
                .encode();
    }
}
