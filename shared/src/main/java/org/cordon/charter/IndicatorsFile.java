// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.charter;

import java.util.List;
import java.util.Optional;
import org.cordon.computation.indicators.Indicators;
import org.cordon.computation.indicators.IndicatorsPlan;
import org.cordon.suite.Bytes;
import org.cordon.task.PrivacyTerms;

/**
 * {@link IndicatorsPlan} as the file writes it.
 *
 * @param noiseMultiplierMicro calibrated where it is left out; only with differential privacy
 */
record IndicatorsFile(
        String column,
        Optional<Boolean> flaggedOnly,
        int bits,
        int atLeast,
        Optional<Double> falseBuckets,
        long salt,
        Optional<Long> noiseMultiplierMicro)
        implements StageKind {
    @Override
    public String computation() {
        return Indicators.NAME;
    }

    @Override
    public Needs needs() {
        return Needs.NOTHING;
    }

    @Override
    public boolean needsNoise() {
        return true;
    }

    @Override
    public int sums() {
        return 1;
    }

    @Override
    public IndicatorsFile under(long multiplierMicro) {
        return new IndicatorsFile(column, flaggedOnly, bits, atLeast, falseBuckets, salt, Optional.of(multiplierMicro));
    }

    @Override
    public Bytes parameters(List<String> columns, Optional<PrivacyTerms> terms) {
        if (!columns.contains(column)) {
            throw new IllegalArgumentException("column must be one of columns, but was " + column);
        }
        return new IndicatorsPlan(
                        column,
                        flaggedOnly.orElse(true),
                        bits,
                        atLeast,
                        falseBuckets.orElse(1.0),
                        salt,
                        StageKind.noise(terms, noiseMultiplierMicro)
                                .orElseThrow(
                                        () -> new IllegalArgumentException(
                                                "the charter must declare privacy, as the sum opens every count, but does not")))
                .encode();
    }
}
