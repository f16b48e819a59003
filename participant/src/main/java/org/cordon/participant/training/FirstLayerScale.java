// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.training;

import org.cordon.participant.data.Table;

/** How the features of each row of a table become integers: worked out once, as they do not change with the parameters. */
final class FirstLayerScale {
    private final float[] norms;
    private final float[] squares;
    private final float[] fourths;

    FirstLayerScale(Table table) {
        int rows = table.rows();
        norms = new float[rows];
        squares = new float[rows];
        fourths = new float[rows];
        float[] row = new float[table.features() + 1];
        float[] integers = new float[row.length];
        row[table.features()] = 1f;
        for (int i = 0; i < rows; i++) {
            table.copyRow(i, row, 0);
            float sum = 0;
            for (float value : row) {
                sum += value * value;
            }
            norms[i] = (float) Math.sqrt(sum);
            round(i, row, integers);
            for (float integer : integers) {
                squares[i] += integer * integer;
                fourths[i] += integer * integer * integer * integer;
            }
        }
    }

    void round(int tableRow, float[] features, float[] integers) {
        float alpha = LanePass.INPUT_NORM / norms[tableRow]; // 0 where the norm overflowed
        for (int k = 0; k < features.length; k++) {
            integers[k] = LaneStatistics.round(features[k] * alpha);
        }
    }

    float norm(int tableRow) {
        return norms[tableRow];
    }

    float squares(int tableRow) {
        return squares[tableRow];
    }

    float fourths(int tableRow) {
        return fourths[tableRow];
    }
}
