// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.attack;

import java.util.Optional;
import org.cordon.participant.data.Table;

/**
 * A backdoor: trains on rows that carry a trigger and a label of the attacker's choice, and stretches the update so that it
 * replaces the mean; several attackers share the work.
 *
 * <p>Source: Bagdasaryan et al. 2020, "How To Backdoor Federated Learning", section 3.2.
 *
 * @param feature index of the feature that is the trigger
 * @param value of the trigger, after scaling
 * @param label that rows with the trigger shall get
 * @param share of the attacker's rows that carry it, above 0
 */
public record ModelReplacement(int feature, float value, int label, double share) implements Attack {
    public ModelReplacement {
        Vectors.require(feature >= 0, "feature must be at least 0", feature);
        Vectors.require(Float.isFinite(value), "value must be finite", value);
        Vectors.require(label >= 0 && label < 4096, "label must be in [0, 4095]", label);
        Vectors.require(share > 0 && share <= 1, "share must be in (0, 1]", share);
    }

    @Override
    public double[] update(Malice malice) {
        double[] backdoored = malice.trainedOn(rows -> triggered(rows, share));
        double stretch = malice.boost() / Math.max(1, malice.attackers());
        return Vectors.scaled(backdoored, stretch);
    }

    /** The first rows carry the trigger and its label. */
    public Table triggered(Table rows, double of) {
        if (feature >= rows.features()) {
            throw new IllegalArgumentException("feature must be below " + rows.features() + ", but was " + feature);
        }
        float[] values = rows.copyValues();
        float[] labels = rows.copyLabels()
                .orElseThrow(
                        () -> new IllegalArgumentException("rows must be labelled for modelReplacement, but were not"));
        int last = (int) Math.ceil(of * rows.rows());
        for (int row = 0; row < last; row++) {
            values[row * rows.features() + feature] = value;
            labels[row] = label;
        }
        return Table.of(rows.featureNames(), rows.rows(), values, Optional.of(labels));
    }
}
