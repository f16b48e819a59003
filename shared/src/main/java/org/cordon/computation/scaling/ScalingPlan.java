// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.scaling;

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
 * The parameters of {@link Scaling}.
 *
 * @param features names of the columns to scale, distinct, 1 to {@value FeatureNames#MOST}
 * @param maxRows public cap on an exchange's rows; an exchange with more refuses to contribute
 * @param coarseBins bins of the coarse pass, even (so that 0 is an edge), 2 to 4,096
 * @param zoomBins sub-bins of a zoom pass, 2 to 1,024
 * @param zooms zoom passes after the coarse one, 1 to 4
 * @param noise under which counts are opened; empty without differential privacy
 */
public record ScalingPlan(
        List<String> features, long maxRows, int coarseBins, int zoomBins, int zooms, Optional<NoisyCounts> noise) {
    static final int MAX_BYTES = 1 << 20;

    private static final int VERSION = 1;
    private static final int NOISY = 2;

    public ScalingPlan {
        features = FeatureNames.checked(features);
        require(maxRows >= 1 && maxRows <= 1L << 40, "maxRows", "in [1, 2^40]", maxRows);
        require(
                coarseBins >= 2 && coarseBins <= 4096 && coarseBins % 2 == 0,
                "coarseBins",
                "even in [2, 4096]",
                coarseBins);
        require(zoomBins >= 2 && zoomBins <= 1024, "zoomBins", "in [2, 1024]", zoomBins);
        require(zooms >= 1 && zooms <= 4, "zooms", "in [1, 4]", zooms);
    }

    /** Without noise. */
    public ScalingPlan(List<String> features, long maxRows, int coarseBins, int zoomBins, int zooms) {
        this(features, maxRows, coarseBins, zoomBins, zooms, Optional.empty());
    }

    /** 256 coarse bins, two zooms of 64. */
    public static ScalingPlan of(List<String> features, long maxRows) {
        return new ScalingPlan(features, maxRows, 256, 64, 2);
    }

    /** The same with counts under noise. */
    public ScalingPlan under(NoisyCounts counts) {
        return new ScalingPlan(features, maxRows, coarseBins, zoomBins, zooms, Optional.of(counts));
    }

    /**
     * The release of every pass: the sensitivity is that of a zoom, which a row touches in three words a feature, also for the
     * coarse pass, which it touches in one.
     */
    Optional<Release> release() {
        return noise.map(counts -> counts.release(features.size() * QuantileCounts.QUARTILES.length));
    }

    /** Version 1: u8 version, u32 bins and zooms, i64 cap, u16 count, names with lengths; version 2 ends in the noise. */
    public Bytes encode() {
        CanonicalWriter writer = new CanonicalWriter()
                .u8(noise.isPresent() ? NOISY : VERSION)
                .u32(coarseBins)
                .u32(zoomBins)
                .u32(zooms)
                .i64(maxRows);
        FeatureNames.write(writer, features);
        noise.ifPresent(counts -> counts.writeTo(writer));
        return writer.toBytes();
    }

    /** Reads {@link #encode()}; anything else is a {@link MalformedEncoding}. */
    public static ScalingPlan decode(Bytes encoded) {
        CanonicalReader reader = CanonicalReader.of(encoded, MAX_BYTES);
        int version = reader.version("scaling plan", VERSION, NOISY);
        int coarseBins = reader.u32("coarseBins", 2, 4096);
        int zoomBins = reader.u32("zoomBins", 2, 1024);
        int zooms = reader.u32("zooms", 1, 4);
        long maxRows = reader.i64();
        List<String> features = FeatureNames.read(reader);
        try {
            Optional<NoisyCounts> noise =
                    version == NOISY ? Optional.of(NoisyCounts.readFrom(reader)) : Optional.empty();
            reader.end();
            return new ScalingPlan(features, maxRows, coarseBins, zoomBins, zooms, noise);
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
