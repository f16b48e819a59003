// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.attack;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.cordon.participant.data.Table;

/** An attacker among two others, with two rows of its own; its training gives the sums of features and labels. */
public final class FakeMalice implements Malice {
    private final List<double[]> others;

    public FakeMalice(List<double[]> others) {
        this.others = others;
    }

    static Table rows() {
        return Table.of(List.of("x", "y"), 3, new float[] {1, 2, 3, 4, 5, 6}, Optional.of(new float[] {0, 1, 2}));
    }

    @Override
    public int round() {
        return 1;
    }

    @Override
    public int exchange() {
        return 2;
    }

    @Override
    public float[] parameters() {
        return new float[3];
    }

    @Override
    public double[] honest() {
        return trainedOn(UnaryOperator.identity());
    }

    @Override
    public double[] trainedOn(UnaryOperator<Table> seen) {
        Table table = seen.apply(rows());
        double[] sums = new double[3];
        for (int row = 0; row < table.rows(); row++) {
            sums[0] += table.value(row, 0);
            sums[1] += table.value(row, 1);
            sums[2] += (row + 1) * table.label(row);
        }
        return sums;
    }

    @Override
    public List<double[]> others() {
        return others;
    }

    @Override
    public double[] previous() {
        return new double[] {3, 0, -4};
    }

    @Override
    public int participants() {
        return 4;
    }

    @Override
    public int attackers() {
        return 2;
    }

    @Override
    public double boost() {
        return 5;
    }

    @Override
    public SplittableRandom random() {
        return new SplittableRandom(7);
    }
}
