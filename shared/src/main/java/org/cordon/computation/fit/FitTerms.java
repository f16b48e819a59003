// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.fit;

import java.math.BigInteger;
import java.util.Optional;
import org.cordon.computation.FeatureNames;
import org.cordon.computation.NoisyCounts;
import org.cordon.computation.PrivacyPromise;
import org.cordon.computation.scaling.Scaler;
import org.cordon.model.CanonicalReader;
import org.cordon.model.CanonicalWriter;
import org.cordon.model.MalformedEncoding;
import org.cordon.privacy.Release;

/**
 * What every model agrees on that is fitted by sums of rows.
 *
 * <p>A row adds a few <em>parts</em> to a sum, each an integer vector of an L2 norm of at most {@link #UNITS}: a count, the row
 * itself, a point of a feature map. So the square of what one row can move is the number of parts times the square of UNITS, exactly.
 *
 * @param features of a row, 1 to 4,096
 * @param maxRows public cap on an exchange's rows, 1 to 2^31 - 1; without noise an exchange with more refuses to contribute, with
 *     noise its sums are brought to what the cap allows
 * @param holdoutPerMille share of an exchange's rows kept out for evaluation, 0 to 900
 * @param noise under which sums are opened; empty without differential privacy
 */
public record FitTerms(int features, int maxRows, int holdoutPerMille, Optional<NoisyCounts> noise) {
    /** The L2 norm of one part at the most, and the word that counts one row. */
    public static final long UNITS = 1L << 20;

    private static final double NOISY_CLIP = 2;
    private static final double LEAST_CLIP = 1e-6;
    private static final double MOST_CLIP = 1e6;
    private static final int OPEN = 0;
    private static final int NOISY = 1;

    public FitTerms {
        require(features >= 1 && features <= FeatureNames.MOST, "features", "in [1, 4096]", features);
        require(maxRows >= 1, "maxRows", "at least 1", maxRows);
        require(holdoutPerMille >= 0 && holdoutPerMille <= 900, "holdoutPerMille", "in [0, 900]", holdoutPerMille);
    }

    /** Without noise. */
    public FitTerms(int features, int maxRows, int holdoutPerMille) {
        this(features, maxRows, holdoutPerMille, Optional.empty());
    }

    /** The same with sums under noise. */
    public FitTerms under(NoisyCounts counts) {
        return new FitTerms(features, maxRows, holdoutPerMille, Optional.of(counts));
    }

    /**
     * A bound on the L2 norm of scaled rows where nothing else is asked for: without noise one that no row exceeds, with noise one
     * that most rows keep, as noise grows with it.
     */
    public double usualClipNorm() {
        return (noise.isPresent() ? NOISY_CLIP : Scaler.CLAMP) * StrictMath.sqrt(features);
    }

    /**
     * What every sum costs: one unit of privacy adds at most contributionBound rows.
     *
     * @param parts of a row
     */
    Optional<Release> release(int parts) {
        return noise.map(counts -> {
            long bound = counts.protects().contributionBound();
            BigInteger square = BigInteger.valueOf(bound)
                    .multiply(BigInteger.valueOf(UNITS))
                    .pow(2)
                    .multiply(BigInteger.valueOf(parts));
            if (square.compareTo(BigInteger.valueOf(Release.MAX_SENSITIVITY_SQUARED)) > 0) {
                throw new IllegalArgumentException(
                        "contributionBound must keep the squared sensitivity at 2^62 or below,"
                                + " but " + bound + " rows of " + parts + " parts each make " + square
                                + "; ask for a smaller bound or a smaller model");
            }
            return Release.ofAll(square.longValueExact(), counts.multiplierMicro());
        });
    }

    /** Of sums whose rows are spread over so many cells. */
    Optional<PrivacyPromise> promise(int parts, int cells) {
        return noise.map(counts -> new PrivacyPromise(
                counts.protects(),
                release(parts).orElseThrow(),
                Optional.empty(),
                countNoise(parts) * cells / maxRows));
    }

    /** The standard deviation, in rows, of the noise on a word that counts rows; 0 without noise. */
    public double countNoise(int parts) {
        return release(parts)
                .map(release -> release.multiplier() * StrictMath.sqrt((double) release.sensitivitySquared()) / UNITS)
                .orElse(0.0);
    }

    /**
     * The rows that a word counts, not rounded.
     *
     * @throws IllegalArgumentException if it is below 0 and no noise explains that
     */
    public double rows(long word) {
        if (word < 0 && noise.isEmpty()) {
            throw new IllegalArgumentException("count of rows must be at least 0, but was " + word);
        }
        return (double) word / UNITS;
    }

    /** Refuses a scaler of another number of features. */
    void requireFits(Scaler scaler) {
        if (scaler.features().size() != features) {
            throw new IllegalArgumentException("number of scaled features must be " + features + ", but was "
                    + scaler.features().size());
        }
    }

    /** Writes features as u16, cap as u32, holdout as u16, 0, or 1 and the noise. */
    public void writeTo(CanonicalWriter writer) {
        writer.u16(features).u32(maxRows).u16(holdoutPerMille).u8(noise.isPresent() ? NOISY : OPEN);
        noise.ifPresent(counts -> counts.writeTo(writer));
    }

    /** Reads {@link #writeTo}; anything else is an {@link IllegalArgumentException}. */
    public static FitTerms readFrom(CanonicalReader reader) {
        int features = reader.u16();
        int maxRows = reader.u32("maxRows", 1, Integer.MAX_VALUE);
        int holdoutPerMille = reader.u16();
        int noisy = reader.u8();
        if (noisy != OPEN && noisy != NOISY) {
            throw new MalformedEncoding("mark of noise must be 0 or 1, but was " + noisy);
        }
        return new FitTerms(
                features,
                maxRows,
                holdoutPerMille,
                noisy == NOISY ? Optional.of(NoisyCounts.readFrom(reader)) : Optional.empty());
    }

    /** Refuses a clip norm beyond what sums and their quotients keep in doubles, below which nothing of a row would be left. */
    public static void requireClipNorm(double clipNorm) {
        require(clipNorm >= LEAST_CLIP && clipNorm <= MOST_CLIP, "clipNorm", "in [1e-6, 1e6]", clipNorm);
    }

    /** Refuses a setting with the sentence of the house; for the plans of models. */
    public static void require(boolean holds, String name, String rule, double value) {
        if (!holds) {
            throw new IllegalArgumentException(name + " must be " + rule + ", but was " + value);
        }
    }
}
