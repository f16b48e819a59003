// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.scaling;

import java.util.Arrays;
import org.cordon.model.CanonicalReader;
import org.cordon.model.CanonicalWriter;
import org.cordon.model.MalformedEncoding;
import org.cordon.suite.Bytes;

/**
 * The state of {@link Scaling}: which pass comes next, and for every feature and quartile the bracket it counts in.
 *
 * <p>The private half asks {@link #length()}, {@link #targets()}, and {@link #slot} for every value.
 */
public final class QuantileCounts {
    /** Bound on |t| for any float32: log1p(3.4e38) is 88.8. */
    public static final double LIMIT = 89;

    static final double[] QUARTILES = {0.25, 0.5, 0.75};

    private static final int VERSION = 1;

    private final ScalingPlan plan;
    private final int pass;
    private final double[] lower;
    private final double[] upper;
    private final double[] point;
    private final long[] counted;

    private QuantileCounts(ScalingPlan plan, int pass, double[] lower, double[] upper, double[] point, long[] counted) {
        this.plan = plan;
        this.pass = pass;
        this.lower = lower;
        this.upper = upper;
        this.point = point;
        this.counted = counted;
    }

    static QuantileCounts start(ScalingPlan plan) {
        int brackets = plan.features().size() * QUARTILES.length;
        double[] lower = new double[brackets];
        double[] upper = new double[brackets];
        Arrays.fill(lower, -LIMIT);
        Arrays.fill(upper, LIMIT);
        return new QuantileCounts(
                plan,
                0,
                lower,
                upper,
                new double[brackets],
                new long[plan.features().size()]);
    }

    public ScalingPlan plan() {
        return plan;
    }

    /** 0 for the coarse pass, then the zooms. */
    public int pass() {
        return pass;
    }

    public boolean finished() {
        return pass > plan.zooms();
    }

    /** Words of this pass. */
    public int length() {
        return plan.features().size() * targets() * slots();
    }

    /** How many counts a value adds to: 1 in the coarse pass, one per quartile in a zoom. */
    public int targets() {
        return pass == 0 ? 1 : QUARTILES.length;
    }

    private int slots() {
        return pass == 0 ? plan.coarseBins() : plan.zoomBins() + 2;
    }

    private int bins() {
        return pass == 0 ? plan.coarseBins() : plan.zoomBins();
    }

    /** The word that counts {@code transformed}, a value under {@link Scaler#transform}, for a feature and target. */
    public int slot(int feature, int target, double transformed) {
        int base = (feature * targets() + target) * slots();
        int bracket = feature * QUARTILES.length + target;
        double low = lower[bracket];
        double high = upper[bracket];
        int bin = Math.min(bins() - 1, (int) Math.floor((transformed - low) / (high - low) * bins()));
        if (pass == 0) {
            return base + Math.max(0, bin);
        }
        if (transformed < low) {
            return base;
        }
        return transformed < high ? base + 1 + Math.max(0, bin) : base + slots() - 1;
    }

    QuantileCounts advance(long[] counts) {
        int brackets = lower.length;
        QuantileCounts next = new QuantileCounts(
                plan,
                pass + 1,
                new double[brackets],
                new double[brackets],
                new double[brackets],
                new long[counted.length]);
        for (int feature = 0; feature < counted.length; feature++) {
            for (int quartile = 0; quartile < QUARTILES.length; quartile++) {
                narrow(next, counts, feature, quartile);
            }
        }
        return next;
    }

    /** Puts the bin that holds a quartile, and the quartile interpolated in it, into {@code next}. */
    private void narrow(QuantileCounts next, long[] counts, int feature, int quartile) {
        int base = (feature * targets() + (pass == 0 ? 0 : quartile)) * slots();
        int bracket = feature * QUARTILES.length + quartile;
        long total = 0;
        for (int i = 0; i < slots(); i++) {
            total += counts[base + i];
        }
        double rank = QUARTILES[quartile] * total;
        long before = pass == 0 ? 0 : counts[base];
        int firstBin = pass == 0 ? base : base + 1;
        int bin = 0;
        while (bin < bins() - 1 && before + counts[firstBin + bin] < rank) {
            before += counts[firstBin + bin];
            bin++;
        }
        double width = upper[bracket] - lower[bracket];
        next.lower[bracket] = lower[bracket] + width * bin / bins();
        next.upper[bracket] = lower[bracket] + width * (bin + 1) / bins();
        long inside = counts[firstBin + bin];
        double share = inside <= 0 ? 0.5 : Math.max(0, Math.min(1, (rank - before) / inside));
        next.point[bracket] = next.lower[bracket] + (next.upper[bracket] - next.lower[bracket]) * share;
        next.counted[feature] = total;
    }

    /**
     * Median and spread of every feature. The spread is the interquartile range over 1.349 (1 standard deviation of a
     * normal distribution); 1 where both quartiles lie in one bin of the last pass, as for constants and rare flags. A
     * feature without any value gets median 0 and spread 1.
     */
    Scaler scaler() {
        int features = counted.length;
        double[] medians = new double[features];
        double[] spreads = new double[features];
        for (int feature = 0; feature < features; feature++) {
            int first = feature * QUARTILES.length;
            int third = first + QUARTILES.length - 1;
            boolean flat = counted[feature] <= 0 || upper[first] >= upper[third] || point[third] <= point[first];
            medians[feature] = counted[feature] <= 0 ? 0 : point[first + 1];
            spreads[feature] = flat ? 1 : (point[third] - point[first]) / 1.349;
        }
        return Scaler.of(plan.features(), medians, spreads);
    }

    public Bytes encode() {
        CanonicalWriter writer =
                new CanonicalWriter().u8(VERSION).bytes(plan.encode()).u8(pass).longs(counted);
        for (double[] values : new double[][] {lower, upper, point}) {
            for (double value : values) {
                writer.f64(value);
            }
        }
        return writer.toBytes();
    }

    /** Reads a state of {@link Scaling}. */
    public static QuantileCounts decode(Bytes state) {
        CanonicalReader reader = CanonicalReader.of(state, 2 * ScalingPlan.MAX_BYTES);
        reader.version("quantile counts", VERSION);
        ScalingPlan plan = ScalingPlan.decode(reader.bytes("plan", ScalingPlan.MAX_BYTES));
        int pass = reader.u8();
        long[] counted = reader.longs("counted", plan.features().size());
        double[][] brackets = new double[3][plan.features().size() * QUARTILES.length];
        for (double[] values : brackets) {
            for (int i = 0; i < values.length; i++) {
                values[i] = reader.f64("bracket");
            }
        }
        reader.end();
        if (pass > plan.zooms() + 1 || counted.length != plan.features().size()) {
            throw new MalformedEncoding("pass must be at most " + (plan.zooms() + 1) + ", but was " + pass + ", with "
                    + counted.length + " counts");
        }
        for (int i = 0; i < brackets[0].length; i++) {
            if (!(brackets[0][i] >= -LIMIT && brackets[0][i] < brackets[1][i] && brackets[1][i] <= LIMIT)) {
                throw new MalformedEncoding("bracket must be within +-89 and not empty, but was [" + brackets[0][i]
                        + ", " + brackets[1][i] + "]");
            }
        }
        return new QuantileCounts(plan, pass, brackets[0], brackets[1], brackets[2], counted);
    }
}
