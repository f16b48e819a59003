// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.attack;

import java.util.Optional;
import org.cordon.participant.data.Table;

/**
 * Trains on labels that are turned: class k becomes classes - 1 - k.
 *
 * @param classes 2 and up
 */
public record LabelFlip(int classes) implements Attack {
    public LabelFlip {
        Vectors.require(classes >= 2 && classes <= 4096, "classes must be in [2, 4096]", classes);
    }

    @Override
    public double[] update(Malice malice) {
        return malice.trainedOn(this::flipped);
    }

    private Table flipped(Table rows) {
        float[] labels = rows.copyLabels()
                .orElseThrow(() -> new IllegalArgumentException("rows must be labelled for labelFlip, but were not"));
        for (int i = 0; i < labels.length; i++) {
            labels[i] = classes - 1 - labels[i];
        }
        return Table.of(rows.featureNames(), rows.rows(), rows.copyValues(), Optional.of(labels));
    }
}
