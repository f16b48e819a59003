// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import java.util.Arrays;
import java.util.List;
import org.cordon.computation.binning.FeatureBins;
import org.cordon.computation.trees.Gradients;
import org.cordon.computation.trees.TrainedTrees;
import org.cordon.computation.trees.Tree;
import org.cordon.participant.data.Table;

/**
 * Rows as bins, with the margins that the newest trees give them: a training asks for them once a level, and they change once a
 * tree.
 *
 * <p>Safe for concurrent use.
 */
final class BinnedRows {
    private final int rows;
    private final int features;
    private final byte[] bins;
    private final boolean[] positive;
    private final Gradients loss;
    private volatile Margins newest;

    /**
     * What trees give.
     *
     * @param trees all that were added
     * @param values one for each row
     * @param pairs gradient and curvature of each row
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Margins(double base, List<Tree> trees, double[] values, long[] pairs) {
        boolean leadsTo(TrainedTrees ensemble) {
            int size = trees.size();
            return Double.compare(base, ensemble.base()) == 0
                    && size <= ensemble.trees().size()
                    && trees.equals(ensemble.trees().subList(0, size));
        }
    }

    private BinnedRows(int features, byte[] bins, boolean[] positive, Gradients loss) {
        this.rows = positive.length;
        this.features = features;
        this.loss = loss;
        this.bins = bins;
        this.positive = positive;
        this.newest = margins(0, List.of(), new double[rows]);
    }

    /** Rows of a labelled table. */
    static BinnedRows of(Table raw, FeatureBins of, Gradients loss) {
        Table table = raw.withFeatures(of.features());
        int width = table.features();
        byte[] bins = new byte[Math.multiplyExact(table.rows(), width)];
        boolean[] positive = new boolean[table.rows()];
        for (int row = 0; row < positive.length; row++) {
            for (int feature = 0; feature < width; feature++) {
                bins[row * width + feature] = (byte) of.bin(feature, table.value(row, feature));
            }
            positive[row] = table.label(row) == 1f;
        }
        return new BinnedRows(width, bins, positive, loss);
    }

    int rows() {
        return rows;
    }

    boolean positive(int row) {
        return positive[row];
    }

    /** The bin of a feature, without sign. */
    int bin(int row, int feature) {
        return bins[row * features + feature] & 0xff;
    }

    /** The node of {@code tree} that a row belongs to. */
    int nodeOf(Tree tree, int row) {
        return tree.nodeOf(bins, row * features);
    }

    /** The margin of every row; not to be changed. */
    double[] margins(TrainedTrees ensemble) {
        return at(ensemble).values();
    }

    /** Gradient and curvature of every row, two by two; not to be changed. */
    long[] gradients(TrainedTrees ensemble) {
        return at(ensemble).pairs();
    }

    private Margins at(TrainedTrees ensemble) {
        Margins known = newest;
        boolean goesOn = known.leadsTo(ensemble);
        int done = goesOn ? known.trees().size() : 0;
        List<Tree> more = ensemble.trees().subList(done, ensemble.trees().size());
        if (goesOn && more.isEmpty()) {
            return known;
        }
        double[] values = known.values().clone();
        if (!goesOn) {
            Arrays.fill(values, ensemble.base());
        }
        for (Tree tree : more) {
            for (int row = 0; row < rows; row++) {
                values[row] += tree.value(nodeOf(tree, row));
            }
        }
        Margins next = margins(ensemble.base(), ensemble.trees(), values);
        newest = next;
        return next;
    }

    private Margins margins(double base, List<Tree> trees, double[] values) {
        long[] pairs = new long[2 * rows];
        for (int row = 0; row < rows; row++) {
            double probability = Gradients.probability(values[row]);
            pairs[2 * row] = loss.gradient(probability, positive[row]);
            pairs[2 * row + 1] = loss.curvature(probability, positive[row]);
        }
        return new Margins(base, trees, values, pairs);
    }
}
