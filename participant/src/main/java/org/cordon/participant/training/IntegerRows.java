// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.training;

import java.util.Arrays;
import org.cordon.participant.data.Table;

/**
 * The rows of a table as integers: a row with a 1 behind it, brought to a norm of 2^level and rounded. The sums of squares
 * and fourth powers are kept, as they do not change with the parameters.
 */
final class IntegerRows {
    /** The finest integers have the norm 2^9. */
    static final int MAX_LEVEL = 9;

    static final int MIN_LEVEL = 2;
    private static final float UNKNOWN = -1f;

    private final float[] norms;
    private final float[][] squares = new float[MAX_LEVEL + 1][];
    private final float[][] fourths = new float[MAX_LEVEL + 1][];

    IntegerRows(Table table) {
        int rows = table.rows();
        norms = new float[rows];
        for (int level = MIN_LEVEL; level <= MAX_LEVEL; level++) {
            squares[level] = new float[rows];
            fourths[level] = new float[rows];
            Arrays.fill(squares[level], UNKNOWN);
        }
        float[] row = new float[table.features()];
        for (int i = 0; i < rows; i++) {
            table.copyRow(i, row, 0);
            float sum = 1;
            for (float value : row) {
                sum += value * value;
            }
            norms[i] = (float) Math.sqrt(sum);
        }
    }

    /**
     * The level that shares the precision of products of {@code norm} between both factors; a function of this one number.
     */
    static int level(double norm) {
        return Math.max(MIN_LEVEL, Math.min(MAX_LEVEL, (Math.getExponent(norm) + 2) / 2));
    }

    /** The norm of a row, with the 1; infinite where its square overflows. */
    float norm(int row) {
        return norms[row];
    }

    /** Rounds a row into {@code integers}, and tells the sums of their squares and fourth powers at {@code place}. */
    void round(int row, int level, float[] features, float[] integers, LaneStatistics statistics, int place) {
        float factor = 1 / (norms[row] / (1 << level)); // 0 where the norm overflowed
        for (int k = 0; k < features.length; k++) {
            integers[k] = LaneStatistics.round(features[k] * factor);
        }
        if (squares[level][row] == UNKNOWN) {
            float sum = 0;
            float fourthSum = 0;
            for (float integer : integers) {
                float square = integer * integer;
                sum += square;
                fourthSum += square * square;
            }
            squares[level][row] = sum;
            fourths[level][row] = fourthSum;
        }
        statistics.squares[place] = squares[level][row];
        statistics.fourths[place] = fourths[level][row];
    }
}
