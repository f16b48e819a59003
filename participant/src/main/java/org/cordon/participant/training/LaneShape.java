// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.training;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.cordon.model.NetworkSpec;

/**
 * Which columns of a matrix product give a column the same bits wherever it stands and whatever stands beside it.
 *
 * <p>Why it matters: a clipped gradient may depend on its own record alone. A matrix product sums in an order that depends
 * on the place of the row or column (OpenBLAS on AVX2 treats the first and last eight columns in another way than those
 * between), so a record would move the last bits of those behind it, and rounding to integers would make whole units of
 * them: the sensitivity would hold for exact numbers only. So records lie in columns, on the processor's vector lanes,
 * and only in columns that were found to be equal on this machine.
 *
 * @param lanes columns of the product
 * @param first the first column that carries a record
 * @param capacity how many do
 */
record LaneShape(int lanes, int first, int capacity) {
    private static final int[] CAPACITIES = {16, 64, 128, 256};
    private static final int[] MARGINS = {0, 8, 16, 32};

    /** For the records of one unit alone, whose columns may differ: they are in the same places whenever it is sampled. */
    static final LaneShape OF_ONE_UNIT = new LaneShape(256, 0, 256);

    /**
     * Shapes of growing capacity with one {@link #first}, over all of which a record's column has the same bits; none if
     * this machine's library has no such columns.
     */
    static List<LaneShape> of(NetworkSpec spec) {
        for (int margin : MARGINS) {
            List<LaneShape> shapes = new ArrayList<>();
            for (int capacity : CAPACITIES) {
                shapes.add(new LaneShape(capacity + 2 * margin, margin, capacity));
            }
            if (agree(spec, shapes)) {
                return shapes;
            }
        }
        return List.of();
    }

    static boolean agree(NetworkSpec spec, List<LaneShape> shapes) {
        Blas.onCallingThread();
        for (int layer = 0; layer < spec.layers(); layer++) {
            if (!agree(spec.inputs(layer) + 1, spec.outputs(layer), layer == 0, shapes)) {
                return false;
            }
        }
        return true;
    }

    /** Whether one column, repeated, gives one column, repeated, in the products of {@link LanePass}. */
    private static boolean agree(int inputs, int outputs, boolean firstLayer, List<LaneShape> shapes) {
        SplittableRandom random = new SplittableRandom(1);
        FloatBuffer weights = random(random, inputs * outputs);
        FloatBuffer column = random(random, Math.max(inputs, outputs));
        Float[] forward = new Float[outputs];
        Float[] backward = new Float[inputs];
        for (LaneShape shape : shapes) {
            int lanes = shape.lanes;
            FloatBuffer in = repeated(column, inputs, lanes, firstLayer);
            FloatBuffer sums = Blas.lanes(outputs * lanes);
            LanePass.forward(inputs, outputs, lanes, firstLayer, weights, in, sums);
            FloatBuffer derivatives = Blas.lanes(inputs * lanes);
            LanePass.backward(inputs, outputs, lanes, weights, repeated(column, outputs, lanes, false), derivatives);
            if (!shape.uniform(sums, forward) || (!firstLayer && !shape.uniform(derivatives, backward))) {
                return false;
            }
        }
        return true;
    }

    /** Compares with the column that {@code seen} keeps from the first shape. */
    private boolean uniform(FloatBuffer matrix, Float[] seen) {
        for (int row = 0; row < seen.length; row++) {
            if (seen[row] == null) {
                seen[row] = matrix.get(row * lanes + first);
            }
            for (int lane = first; lane < first + capacity; lane++) {
                if (matrix.get(row * lanes + lane) != seen[row]) {
                    return false;
                }
            }
        }
        return true;
    }

    private static FloatBuffer random(SplittableRandom random, int values) {
        FloatBuffer buffer = Blas.lanes(values);
        for (int i = 0; i < values; i++) {
            buffer.put(i, (float) random.nextDouble(-1, 1));
        }
        return buffer;
    }

    private static FloatBuffer repeated(FloatBuffer column, int rows, int lanes, boolean transposed) {
        FloatBuffer matrix = Blas.lanes(rows * lanes);
        for (int row = 0; row < rows; row++) {
            for (int lane = 0; lane < lanes; lane++) {
                matrix.put(transposed ? lane * rows + row : row * lanes + lane, column.get(row));
            }
        }
        return matrix;
    }
}
