// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.trees;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cordon.computation.Detector;
import org.cordon.computation.binning.FeatureBins;
import org.cordon.model.CanonicalReader;
import org.cordon.model.CanonicalWriter;
import org.cordon.model.MalformedEncoding;
import org.cordon.suite.Bytes;

/**
 * Trees with the bins of their features: all that scoring needs.
 *
 * @param base log-odds to start from
 * @param trees whose leaves are added to it; no node is open
 */
public record TrainedTrees(FeatureBins bins, double base, List<Tree> trees, Calibration calibration)
        implements Detector {
    static final int MAX_BYTES = 1 << 28;
    private static final int VERSION = 1;

    public TrainedTrees {
        trees = List.copyOf(trees);
        if (!Double.isFinite(base)) {
            throw new IllegalArgumentException("base must be finite, but was " + base);
        }
        if (trees.size() > TreesPlan.MAX_TREES || !trees.stream().allMatch(Tree::finished)) {
            throw new IllegalArgumentException("trees must be at most 1000 without an open node, but were not");
        }
    }

    @Override
    public List<String> features() {
        return bins.features();
    }

    /** The bins of a raw row. */
    public byte[] binned(float[] raw) {
        if (raw.length != bins.features().size()) {
            throw new IllegalArgumentException(
                    "row must have " + bins.features().size() + " features, but had " + raw.length);
        }
        byte[] binned = new byte[raw.length];
        for (int feature = 0; feature < raw.length; feature++) {
            binned[feature] = (byte) bins.bin(feature, raw[feature]);
        }
        return binned;
    }

    /** Log-odds before calibration. */
    public double margin(byte[] binned) {
        double margin = base;
        for (Tree tree : trees) {
            margin += tree.value(tree.nodeOf(binned, 0));
        }
        return margin;
    }

    /** The probability of label 1. */
    @Override
    public double score(float[] raw) {
        return Gradients.probability(rank(raw));
    }

    /** Log-odds of label 1. */
    @Override
    public double rank(float[] raw) {
        return calibration.logOdds(margin(binned(raw)));
    }

    @Override
    public Optional<Bytes> basis() {
        return Optional.of(new TrainedTrees(bins, base, trees, Calibration.NONE).encode());
    }

    /** Version 1: u8 version, bins with length, f64 base, slope and offset, u16 count, trees. */
    public Bytes encode() {
        CanonicalWriter writer = new CanonicalWriter()
                .u8(VERSION)
                .bytes(bins.encode())
                .f64(base)
                .f64(calibration.slope())
                .f64(calibration.offset())
                .u16(trees.size());
        trees.forEach(tree -> tree.writeTo(writer));
        return writer.toBytes();
    }

    /** Reads {@link #encode()}; anything else is a {@link MalformedEncoding}. */
    public static TrainedTrees decode(Bytes encoded) {
        CanonicalReader reader = CanonicalReader.of(encoded, MAX_BYTES);
        reader.version("trained trees", VERSION);
        FeatureBins bins = FeatureBins.decode(reader.bytes("bins", MAX_BYTES));
        double base = reader.f64("base");
        double slope = reader.f64("slope");
        double offset = reader.f64("offset");
        List<Tree> trees = new ArrayList<>();
        for (int left = reader.u16(); left > 0; left--) {
            trees.add(Tree.readFrom(reader, bins.features().size()));
        }
        reader.end();
        try {
            return new TrainedTrees(bins, base, trees, new Calibration(slope, offset));
        } catch (IllegalArgumentException e) {
            throw new MalformedEncoding(String.valueOf(e.getMessage()));
        }
    }
}
