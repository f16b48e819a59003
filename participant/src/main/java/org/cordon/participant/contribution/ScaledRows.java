// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

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
}
