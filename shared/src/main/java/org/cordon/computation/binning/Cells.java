// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.binning;

import java.util.Arrays;

/**
 * Cells of one feature between ascending edges: cell i holds edge i - 1 and ends before edge i; the outer two have no end but {@link
 * org.cordon.computation.scaling.QuantileCounts#LIMIT}.
 */
final class Cells {
    private Cells() {}

    /** The cell that holds {@code value}: how many edges are at most that. */
    static int of(double[] edges, double value) {
        int at = Arrays.binarySearch(edges, value);
        return at >= 0 ? at + 1 : -at - 1;
    }

    static double low(double[] edges, int cell, double limit) {
        return cell == 0 ? -limit : edges[cell - 1];
    }

    static double high(double[] edges, int cell, double limit) {
        return cell == edges.length ? limit : edges[cell];
    }

    /**
     * Splits every cell into equal parts, in proportion to the root of its count, and joins empty neighbours.
     *
     * @param counts one for each cell, at least 0
     * @param splits new edges, at the most
     */
    static double[] split(double[] edges, long[] counts, int splits, double limit) {
        double total = 0;
        for (long count : counts) {
            total += StrictMath.sqrt((double) count);
        }
        double[] next = new double[edges.length + splits];
        int size = 0;
        for (int cell = 0; cell < counts.length; cell++) {
            double low = low(edges, cell, limit);
            double high = high(edges, cell, limit);
            int parts = total == 0 ? 1 : 1 + (int) (splits * StrictMath.sqrt((double) counts[cell]) / total);
            for (int part = 1; part < parts; part++) {
                size = append(next, size, low + (high - low) * part / parts, high);
            }
            if (cell < edges.length && (counts[cell] > 0 || counts[cell + 1] > 0)) {
                size = append(next, size, high, Double.POSITIVE_INFINITY);
            }
        }
        return Arrays.copyOf(next, size);
    }

    /** Adds an edge between the last one and {@code below}; where doubles are too coarse for it, there is none. */
    private static int append(double[] edges, int size, double edge, double below) {
        if (edge >= below || (size > 0 && edge <= edges[size - 1])) {
            return size;
        }
        edges[size] = edge;
        return size + 1;
    }

    /**
     * Joins cells to at most {@code bins} bins. An edge between two bins lies in the middle of the empty cells between them.
     *
     * @param counts one for each cell, at least 0
     */
    static double[] joined(double[] edges, long[] counts, int bins) {
        int filled = 0;
        long total = 0;
        for (long count : counts) {
            filled += count > 0 ? 1 : 0;
            total += count;
        }
        double heavy = filled <= bins ? 0 : (double) total / bins;
        double share = shareOfLight(counts, total, bins, heavy);
        double[] chosen = new double[bins - 1];
        int size = 0;
        long inside = 0;
        int last = -1;
        for (int cell = 0; cell < counts.length && size < chosen.length; cell++) {
            if (counts[cell] == 0) {
                continue;
            }
            boolean full = inside >= share || (last >= 0 && counts[last] >= heavy);
            if (last >= 0 && (full || (counts[cell] >= heavy && inside >= share / 2))) {
                chosen[size++] = (edges[last] + edges[cell - 1]) / 2;
                inside = 0;
            }
            inside += counts[cell];
            last = cell;
        }
        return Arrays.copyOf(chosen, size);
    }

    /** Rows of a bin that has no cell of more than {@code heavy}. */
    private static double shareOfLight(long[] counts, long total, int bins, double heavy) {
        long rows = total;
        int left = bins;
        for (long count : counts) {
            if (count > 0 && count >= heavy && left > 1) {
                rows -= count;
                left--;
            }
        }
        return (double) rows / left;
    }
}
