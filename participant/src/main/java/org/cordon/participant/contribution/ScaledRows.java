// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import java.util.List;
import org.cordon.computation.network.NetworkInputs;
import org.cordon.computation.scaling.Scaler;
import org.cordon.participant.data.Table;

/** Scales tables as a {@link Scaler} scales rows. */
public final class ScaledRows {
    private ScaledRows() {}

    /** The scaler's features of all rows, in its order; a missing column is refused by name. */
    public static Table of(Table raw, Scaler scaler) {
        Table picked = raw.withFeatures(scaler.features());
        float[] values = picked.copyValues();
        int width = picked.features();
        for (int i = 0; i < values.length; i++) {
            values[i] = scaler.scale(i % width, values[i]);
        }
        return picked.withValues(scaler.features(), values);
    }

    /** What a network takes of all rows, in its order; steps before a customer's first row are missing. */
    public static Table of(Table raw, NetworkInputs inputs) {
        if (!inputs.spec().isSequence()) {
            return of(raw, inputs.scaler());
        }
        List<String> names = inputs.features();
        Table picked = HistoryRows.of(raw, names).withFeatures(names);
        float[] values = new float[Math.multiplyExact(picked.rows(), picked.features())];
        float[] row = new float[picked.features()];
        for (int i = 0; i < picked.rows(); i++) {
            picked.copyRow(i, row, 0);
            System.arraycopy(inputs.scale(row), 0, values, i * row.length, row.length);
        }
        return picked.withValues(names, values);
    }
}
