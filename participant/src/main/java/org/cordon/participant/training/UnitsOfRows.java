// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.training;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cordon.model.NetworkSpec;
import org.cordon.participant.data.Table;
import org.cordon.privacy.PrivacyUnit;
import org.cordon.privacy.UnitBound;

/**
 * What every step of DP-SGD needs of one table and does not change with the parameters: its units, its rows as integers, and the
 * columns of products that are equal on this machine. Not thread-safe, as {@link IntegerRows} are filled while they are used.
 */
final class UnitsOfRows {
    private final NetworkSpec spec;
    private final UnitBound protects;
    private final PrivacyUnits units;
    private final List<LaneShape> shapes;
    private final IntegerRows integers;

    UnitsOfRows(
            NetworkSpec spec, UnitBound protects, PrivacyUnits units, List<LaneShape> shapes, IntegerRows integers) {
        this.spec = spec;
        this.protects = protects;
        this.units = units;
        this.shapes = List.copyOf(shapes);
        this.integers = integers;
    }

    /** @param scaled rows that {@code spec} can be trained on, which say whose they are where a customer is the unit */
    static UnitsOfRows of(NetworkSpec spec, UnitBound protects, Table scaled) {
        DenseTrainer.requireFit(spec, scaled);
        return new UnitsOfRows(spec, protects, units(protects, scaled), LaneShape.of(spec), new IntegerRows(scaled));
    }

    boolean serves(NetworkSpec otherSpec, UnitBound otherBound) {
        return spec.equals(otherSpec) && protects.equals(otherBound);
    }

    NetworkSpec spec() {
        return spec;
    }

    PrivacyUnits units() {
        return units;
    }

    List<LaneShape> shapes() {
        return shapes;
    }

    IntegerRows integers() {
        return integers;
    }

    /** The units of rows that say whose they are where a customer is the unit. */
    static PrivacyUnits units(UnitBound protects, Table rows) {
        if (protects.unit() == PrivacyUnit.RECORD) {
            return PrivacyUnits.records(rows.rows());
        }
        long[] owners = rows.copyUnits()
                .orElseThrow(() -> new IllegalArgumentException(
                        "rows must say whose they are where a customer is the unit, but do not"));
        Map<Long, Integer> numbers = new HashMap<>();
        int[] customers = new int[owners.length];
        for (int row = 0; row < customers.length; row++) {
            customers[row] = numbers.computeIfAbsent(owners[row], any -> numbers.size());
        }
        return PrivacyUnits.customers(customers, protects.contributionBound());
    }
}
