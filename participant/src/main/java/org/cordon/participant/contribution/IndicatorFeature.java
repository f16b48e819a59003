// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import java.util.ArrayList;
import java.util.List;
import org.cordon.computation.indicators.IndicatorSet;
import org.cordon.participant.data.Table;

/** A feature made of a shared set of indicators: by how many exchanges the indicator of a row was seen. */
public final class IndicatorFeature {
    private IndicatorFeature() {}

    /**
     * The rows with one more feature.
     *
     * @param column that holds the indicator
     * @param feature name of the new one
     */
    public static Table append(Table rows, IndicatorSet seen, String column, String feature) {
        Table indicators = rows.withFeatures(List.of(column));
        List<String> names = new ArrayList<>(rows.featureNames());
        names.add(feature);
        int width = names.size();
        float[] values = new float[Math.multiplyExact(rows.rows(), width)];
        for (int row = 0; row < rows.rows(); row++) {
            rows.copyRow(row, values, row * width);
            values[row * width + width - 1] = seen.seenBy(indicators.value(row, 0));
        }
        return rows.withValues(names, values);
    }
}
