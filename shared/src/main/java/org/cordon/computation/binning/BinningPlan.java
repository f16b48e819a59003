// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.binning;

import java.util.List;
import java.util.Optional;
import org.cordon.computation.FeatureNames;
import org.cordon.computation.NoisyCounts;
import org.cordon.model.CanonicalReader;
import org.cordon.model.CanonicalWriter;
import org.cordon.model.MalformedEncoding;
import org.cordon.privacy.Release;
import org.cordon.suite.Bytes;

/**
 * The parameters of {@link Binning}.
 *
 * @param features names of the columns, distinct, 1 to {@value FeatureNames#MOST}
 * @param maxRows public cap on an exchange's rows; an exchange with more refuses to contribute
 * @param maxBins most bins of a feature, beside that of missing values, 2 to {@value #MAX_BINS}
 * @param zooms passes after the coarse one, 1 to 6
 * @param noise under which counts are opened; empty without differential privacy
 */
public record BinningPlan(List<String> features, long maxRows, int maxBins, int zooms, Optional<NoisyCounts> noise) {
    /** So that a bin, with that of missing values, is an unsigned byte. */
    public static final int MAX_BINS = 255;

    static final int MAX_BYTES = 1 << 20;
    private static final int VERSION = 1;
    private static final int NOISY = 2;

    public BinningPlan {
        features = FeatureNames.checked(features);
        require(maxRows >= 1 && maxRows <= 1L << 40, "maxRows", "in [1, 2^40]", maxRows);
        require(maxBins >= 2 && maxBins <= MAX_BINS, "maxBins", "in [2, 255]", maxBins);
        require(zooms >= 1 && zooms <= 6, "zooms", "in [1, 6]", zooms);
    }

    /** 255 bins, three zooms. */
    public static BinningPlan of(List<String> features, long maxRows) {
        return new BinningPlan(features, maxRows, MAX_BINS, 3, Optional.empty());
    }

    /** The release of every pass: a row adds to one word of each feature. */
    Optional<Release> release() {
        return noise.map(counts -> counts.release(features.size()));
    }

    /** Most cells of a feature in any pass. */
    public int mostCells() {
        return BinningState.COARSE_CELLS + zooms * BinningState.splits(maxBins);
    }

    /** Version 1: u8 version, u8 bins, u8 zooms, i64 cap, u16 count, names with lengths; version 2 ends in the noise. */
    public Bytes encode() {
        CanonicalWriter writer = new CanonicalWriter()
                .u8(noise.isPresent() ? NOISY : VERSION)
                .u8(maxBins)
                .u8(zooms)
                .i64(maxRows);
        FeatureNames.write(writer, features);
        noise.ifPresent(counts -> counts.writeTo(writer));
        return writer.toBytes();
    }

    /** Reads {@link #encode()}; anything else is a {@link MalformedEncoding}. */
    public static BinningPlan decode(Bytes encoded) {
        CanonicalReader reader = CanonicalReader.of(encoded, MAX_BYTES);
        int version = reader.version("binning plan", VERSION, NOISY);
        int maxBins = reader.u8();
        int zooms = reader.u8();
        long maxRows = reader.i64();
        List<String> features = FeatureNames.read(reader);
        try {
            Optional<NoisyCounts> noise =
                    version == NOISY ? Optional.of(NoisyCounts.readFrom(reader)) : Optional.empty();
            reader.end();
            return new BinningPlan(features, maxRows, maxBins, zooms, noise);
        } catch (IllegalArgumentException e) {
            throw new MalformedEncoding(String.valueOf(e.getMessage()));
        }
    }

    private static void require(boolean holds, String name, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(name + " must be " + rule + ", but was " + value);
        }
    }
}
