// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.binning;

import java.util.Arrays;
import org.cordon.computation.scaling.QuantileCounts;
import org.cordon.model.CanonicalReader;
import org.cordon.model.CanonicalWriter;
import org.cordon.model.MalformedEncoding;
import org.cordon.suite.Bytes;

/**
 * The state of {@link Binning}: the cells that the next pass counts in, or, after the last, the edges of the bins.
 *
 * <p>The private half asks {@link #length()} and {@link #slot}.
 */
public final class BinningState {
    static final int COARSE_CELLS = 256;
    private static final int VERSION = 1;
    private static final int MAX_BYTES = 1 << 28;

    private final BinningPlan plan;
    private final int pass;
    private final double[][] edges;
    private final int[] first;

    private BinningState(BinningPlan plan, int pass, double[][] edges) {
        this.plan = plan;
        this.pass = pass;
        this.edges = edges;
        this.first = new int[edges.length + 1];
        for (int feature = 0; feature < edges.length; feature++) {
            first[feature + 1] = first[feature] + edges[feature].length + 1;
        }
    }

    static BinningState start(BinningPlan plan) {
        double[] coarse = new double[COARSE_CELLS - 1];
        double width = 2 * QuantileCounts.LIMIT / COARSE_CELLS;
        Arrays.setAll(coarse, i -> width * (i + 1 - COARSE_CELLS / 2));
        double[][] edges = new double[plan.features().size()][];
        Arrays.fill(edges, coarse);
        return new BinningState(plan, 0, edges);
    }

    /** New edges of a feature in one zoom. */
    static int splits(int maxBins) {
        return 4 * maxBins;
    }

    public BinningPlan plan() {
        return plan;
    }

    int pass() {
        return pass;
    }

    boolean finished() {
        return pass > plan.zooms();
    }

    /** Words of this pass. */
    public int length() {
        return first[edges.length];
    }

    /** The word that counts {@code transformed}, a value under {@link org.cordon.computation.scaling.Scaler#transform}. */
    public int slot(int feature, double transformed) {
        return first[feature] + Cells.of(edges[feature], transformed);
    }

    /** @param counts at least 0 */
    BinningState advance(long[] counts) {
        double[][] next = new double[edges.length][];
        for (int feature = 0; feature < next.length; feature++) {
            long[] own = Arrays.copyOfRange(counts, first[feature], first[feature + 1]);
            next[feature] = pass < plan.zooms()
                    ? Cells.split(edges[feature], own, splits(plan.maxBins()), QuantileCounts.LIMIT)
                    : Cells.joined(edges[feature], own, plan.maxBins());
        }
        return new BinningState(plan, pass + 1, next);
    }

    FeatureBins bins() {
        return FeatureBins.of(plan.features(), edges);
    }

    Bytes encode() {
        CanonicalWriter writer =
                new CanonicalWriter().u8(VERSION).bytes(plan.encode()).u8(pass);
        for (double[] own : edges) {
            writer.u32(own.length);
            for (double edge : own) {
                writer.f64(edge);
            }
        }
        return writer.toBytes();
    }

    /** Reads a state of {@link Binning}; anything else is a {@link MalformedEncoding}. */
    public static BinningState decode(Bytes encoded) {
        CanonicalReader reader = CanonicalReader.of(encoded, MAX_BYTES);
        reader.version("binning state", VERSION);
        BinningPlan plan = BinningPlan.decode(reader.bytes("plan", BinningPlan.MAX_BYTES));
        int pass = reader.u8();
        if (pass > plan.zooms() + 1) {
            throw new MalformedEncoding("pass must be at most " + (plan.zooms() + 1) + ", but was " + pass);
        }
        int most = pass > plan.zooms() ? plan.maxBins() - 1 : plan.mostCells() - 1;
        double[][] edges = new double[plan.features().size()][];
        for (int feature = 0; feature < edges.length; feature++) {
            edges[feature] = FeatureBins.readEdges(reader, most);
        }
        reader.end();
        return new BinningState(plan, pass, edges);
    }
}
