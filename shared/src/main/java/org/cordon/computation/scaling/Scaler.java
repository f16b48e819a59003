// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.scaling;

import java.util.ArrayList;
import java.util.List;
import org.cordon.computation.FeatureNames;
import org.cordon.model.CanonicalReader;
import org.cordon.model.CanonicalWriter;
import org.cordon.model.MalformedEncoding;
import org.cordon.suite.Bytes;

/**
 * Maps raw feature values to the inputs of a network: {@code clamp((t - median) / spread, -8, 8)} with {@code t =
 * sign(x) log1p(|x|)}; a missing value (NaN) becomes 0, the median.
 *
 * <p><b>Guarantees.</b> Every result is finite and within [-8, 8], for any float32; same bits on every CPU.
 */
public final class Scaler {
    /** Scaled values are clamped to plus and minus this. */
    public static final float CLAMP = 8f;

    private static final int VERSION = 1;
    private static final int MAX_BYTES = 1 << 20;

    private final List<String> features;
    private final double[] medians;
    private final double[] spreads;

    private Scaler(List<String> features, double[] medians, double[] spreads) {
        this.features = features;
        this.medians = medians;
        this.spreads = spreads;
    }

    /**
     * Copies its arguments.
     *
     * @param features names, one per value of the other two
     * @param medians of t
     * @param spreads of t, above 0
     */
    public static Scaler of(List<String> features, double[] medians, double[] spreads) {
        if (features.isEmpty() || features.size() != medians.length || features.size() != spreads.length) {
            throw new IllegalArgumentException("medians and spreads must be one per feature of " + features.size()
                    + ", but were " + medians.length + " and " + spreads.length);
        }
        for (int i = 0; i < spreads.length; i++) {
            if (!Double.isFinite(medians[i]) || !Double.isFinite(spreads[i]) || spreads[i] <= 0) {
                throw new IllegalArgumentException("median must be finite and spread above 0, but were " + medians[i]
                        + " and " + spreads[i] + " for " + features.get(i));
            }
        }
        return new Scaler(List.copyOf(features), medians.clone(), spreads.clone());
    }

    /** The mapping under which quantiles are taken; NaN stays NaN. */
    public static double transform(float raw) {
        double size = StrictMath.log1p(Math.abs((double) raw));
        return raw < 0 ? -size : size;
    }

    public List<String> features() {
        return features;
    }

    public double median(int feature) {
        return medians[feature];
    }

    public double spread(int feature) {
        return spreads[feature];
    }

    public float scale(int feature, float raw) {
        if (Float.isNaN(raw)) {
            return 0f;
        }
        double scaled = (transform(raw) - medians[feature]) / spreads[feature];
        return (float) Math.max(-CLAMP, Math.min(CLAMP, scaled));
    }

    /** Scales a whole row, in the order of {@link #features()}. */
    public float[] scale(float[] raw) {
        if (raw.length != medians.length) {
            throw new IllegalArgumentException("row must have " + medians.length + " features, but had " + raw.length);
        }
        float[] scaled = new float[raw.length];
        for (int i = 0; i < raw.length; i++) {
            scaled[i] = scale(i, raw[i]);
        }
        return scaled;
    }

    /** Version 1: u8 version, u16 count, then name, f64 median, f64 spread of each. */
    public Bytes encode() {
        CanonicalWriter writer = new CanonicalWriter().u8(VERSION).u16(features.size());
        for (int i = 0; i < medians.length; i++) {
            writer.text(features.get(i)).f64(medians[i]).f64(spreads[i]);
        }
        return writer.toBytes();
    }

    /** Reads {@link #encode()}; anything else is a {@link MalformedEncoding}. */
    public static Scaler decode(Bytes encoded) {
        CanonicalReader reader = CanonicalReader.of(encoded, MAX_BYTES);
        reader.version("scaler", VERSION);
        int count = reader.u16();
        List<String> features = new ArrayList<>();
        if (count > FeatureNames.MOST) {
            throw new MalformedEncoding("number of features must be at most 4096, but was " + count);
        }
        double[] medians = new double[count];
        double[] spreads = new double[count];
        for (int i = 0; i < count; i++) {
            features.add(FeatureNames.readOne(reader));
            medians[i] = reader.f64("median");
            spreads[i] = reader.f64("spread");
        }
        reader.end();
        try {
            return of(features, medians, spreads);
        } catch (IllegalArgumentException e) {
            throw new MalformedEncoding(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public String toString() {
        return "Scaler[" + features.size() + " features]";
    }
}
