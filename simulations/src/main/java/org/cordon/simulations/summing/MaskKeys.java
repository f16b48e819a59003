// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.summing;

import java.util.ArrayList;
import java.util.List;
import org.cordon.suite.Secret;
import org.cordon.sum.ring.Masks;
import org.cordon.sum.ring.RingVector;

/** Masks that are added to a vector and subtracted from it; owns their keys. */
final class MaskKeys implements AutoCloseable {
    private final List<Secret> plus = new ArrayList<>();
    private final List<Secret> minus = new ArrayList<>();

    void put(Secret key, boolean added) {
        (added ? plus : minus).add(key);
    }

    void apply(RingVector vector) {
        Masks.apply(vector, plus, minus);
    }

    @Override
    public void close() {
        plus.forEach(Secret::close);
        minus.forEach(Secret::close);
    }
}
