// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import java.util.Arrays;
import org.cordon.computation.NoisyCounts;
import org.cordon.computation.Query;
import org.cordon.computation.trees.BoostedTrees;
import org.cordon.computation.trees.Calibration;
import org.cordon.computation.trees.LevelLayout;
import org.cordon.computation.trees.NoisyGradients;
import org.cordon.computation.trees.Tree;
import org.cordon.computation.trees.TreesPlan;
import org.cordon.computation.trees.TreesState;
import org.cordon.participant.data.Table;
import org.cordon.suite.Bytes;
import org.cordon.suite.Transcript;

/**
 * Adds up gradients of the rows that are not held out, by node, feature and bin.
 *
 * <p>Gradients are rounded row by row, so words of several exchanges add up to those of their rows in one place.
 */
public final class TreesContributor implements Contributor {
    @Override
    public String name() {
        return BoostedTrees.NAME;
    }

    @Override
    public long[] encode(Query query, Bytes state, Table rows, ContributionContext context) {
        TreesState at = TreesState.decode(state);
        if (!rows.labelled()) {
            throw new UnfitRows("rows must be labelled to train trees, but were not");
        }
        if (at.plan().noise().isEmpty()) {
            UnfitRows.requireLabels(rows, 2);
            UnfitRows.requireAtMost(at.plan().maxRows(), rows.rows());
        }
        BinnedRows binned = binned(at, rows, context);
        return switch (at.phase()) {
            case BASE -> labels(at.plan(), binned, new long[query.length()]);
            case GROWING -> level(at, binned, new long[query.length()]);
            case CALIBRATING -> margins(at, binned, new long[query.length()]);
            case DONE -> throw new IllegalArgumentException("state must have a query, but trees is finished");
        };
    }

    private static BinnedRows binned(TreesState at, Table rows, ContributionContext context) {
        TreesPlan plan = at.plan();
        boolean heldOut = at.phase() == TreesState.Phase.CALIBRATING;
        return context.derived(
                heldOut ? "held-out bins" : "bins",
                BinnedRows.class,
                rows,
                Bytes.wrap(new Transcript()
                        .lp(plan.encode())
                        .lp(at.ensemble().bins().encode())
                        .toByteArray()),
                () -> BinnedRows.of(
                        picked(plan, rows, context.seed(), heldOut),
                        at.ensemble().bins(),
                        plan.gradients()));
    }

    private static Table picked(TreesPlan plan, Table rows, long seed, boolean heldOut) {
        int perMille = plan.holdoutPerMille();
        return plan.noise()
                .map(NoisyCounts::protects)
                .map(protects -> UnitRows.split(UnitRows.labelled(rows, protects, seed, 2), seed, perMille, heldOut))
                .orElseGet(() -> rows.filter(row -> HeldOut.holds(row, seed, perMille) == heldOut));
    }

    private static long step(TreesPlan plan) {
        return plan.noisy().map(NoisyGradients::row).orElse(1L);
    }

    private static long[] labels(TreesPlan plan, BinnedRows rows, long[] words) {
        for (int row = 0; row < rows.rows(); row++) {
            words[rows.positive(row) ? 1 : 0] += step(plan);
        }
        return words;
    }

    private static long[] level(TreesState at, BinnedRows rows, long[] words) {
        Tree tree = at.growing().orElseThrow();
        int[] open = tree.open();
        long[] pairs = rows.gradients(at.ensemble());
        LevelLayout layout = at.layout();
        int features = layout.features();
        int[] first = new int[features];
        int[] chosen = new int[features];
        Arrays.setAll(first, layout::of);
        Arrays.setAll(chosen, layout::feature);
        for (int row = 0; row < rows.rows(); row++) {
            int place = Arrays.binarySearch(open, rows.nodeOf(tree, row));
            if (place < 0) {
                continue;
            }
            int node = place * layout.width();
            for (int feature = 0; feature < features; feature++) {
                int word = node + first[feature] + 2 * rows.bin(row, chosen[feature]);
                words[word] += pairs[2 * row];
                words[word + 1] += pairs[2 * row + 1];
            }
        }
        return words;
    }

    private static long[] margins(TreesState at, BinnedRows rows, long[] words) {
        double[] margins = rows.margins(at.ensemble());
        for (int row = 0; row < rows.rows(); row++) {
            words[Calibration.slot(margins[row], rows.positive(row))] += step(at.plan());
        }
        return words;
    }
}
