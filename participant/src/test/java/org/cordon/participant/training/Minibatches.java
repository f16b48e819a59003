// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.training;

import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.cordon.model.NetworkKind;
import org.cordon.model.NetworkSpec;
import org.cordon.participant.data.Table;

/** Seeded rows for the tests of this package: normal features, labels that depend on them. */
final class Minibatches {
    private Minibatches() {}

    static Table random(NetworkSpec spec, int rows, long seed) {
        Random random = new Random(seed);
        int width = spec.features();
        float[] values = new float[rows * width];
        float[] labels = new float[rows];
        for (int row = 0; row < rows; row++) {
            float sum = 0;
            for (int k = 0; k < width; k++) {
                float value = (float) random.nextGaussian();
                values[row * width + k] = value;
                sum += k % 2 == 0 ? value : -value;
            }
            labels[row] = spec.kind() == NetworkKind.SOFTMAX_CLASSIFIER
                    ? Math.floorMod((int) Math.floor(sum), spec.classes())
                    : sum > 0 ? 1f : 0f;
        }
        return Table.of(IntStream.range(0, width).mapToObj(k -> "x" + k).toList(), rows, values, Optional.of(labels));
    }
}
