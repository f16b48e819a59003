// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.charter;

import java.util.List;
import java.util.Optional;
import org.cordon.computation.scaling.Scaling;
import org.cordon.computation.scaling.ScalingPlan;
import org.cordon.suite.Bytes;
import org.cordon.task.PrivacyTerms;

/**
 * Scaling by secure quantile counts.
 *
 * @param maxRows public cap on an exchange's rows
 * @param noiseMultiplierMicro calibrated where it is left out; only with differential privacy
 */
record ScalingFile(
        long maxRows,
        Optional<Integer> coarseBins,
        Optional<Integer> zoomBins,
        Optional<Integer> zooms,
        Optional<Long> noiseMultiplierMicro)
        implements StageKind {
    @Override
    public String computation() {
        return Scaling.NAME;
    }

    @Override
    public Needs needs() {
        return Needs.NOTHING;
    }

    /** One coarse pass, then the zooms. */
    @Override
    public int sums() {
        return 1 + zooms.orElse(2);
    }

    @Override
    public ScalingFile under(long multiplierMicro) {
        return new ScalingFile(maxRows, coarseBins, zoomBins, zooms, Optional.of(multiplierMicro));
    }

    @Override
    public Bytes parameters(List<String> columns, Optional<PrivacyTerms> terms) {
        ScalingPlan usual = ScalingPlan.of(columns, maxRows);
        return new ScalingPlan(
                        columns,
                        maxRows,
                        coarseBins.orElse(usual.coarseBins()),
                        zoomBins.orElse(usual.zoomBins()),
                        zooms.orElse(usual.zooms()),
                        StageKind.noise(terms, noiseMultiplierMicro))
                .encode();
    }
}
