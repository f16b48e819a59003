// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.training;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.cordon.model.Loss;
import org.cordon.model.NetworkKind;
import org.cordon.model.NetworkSpec;
import org.cordon.model.ParameterVector;
import org.cordon.participant.data.Table;

/**
 * Forward and backward through a dense network with one record in each lane (see {@link LaneShape}), and the inputs of
 * every layer as integers.
 *
 * <p>The gradient of one record by the parameters of a layer is the outer product of the layer's inputs a, behind which a
 * 1 stands for the biases, and the derivative d of the record's loss by the layer's sums. Here a becomes the integers
 * round(a 2^level / |a|).
 *
 * <p><b>Guarantees.</b> All that is left for a lane depends on the lane's record and the parameters alone, to the bit.
 *
 * <p>A matrix of lanes has one row of {@code lanes} values for each input or output; the inputs of the first layer lie
 * record by record. Matrices of integers begin with the first record, not with the first lane.
 */
final class LanePass {
    private static final int CHUNK = 2048;

    private final NetworkSpec spec;
    private final Table table;
    private final FloatBuffer[] weights;
    private final FloatBuffer[] inputs;
    private final FloatBuffer[] deltas;
    private final FloatBuffer firstIntegers;
    private final float[] record;
    private final float[] integers;
    private final float[] labels;
    private final IntegerRows first;
    private final int[] tableRows;
    /** By record: the integers that a gradient of norm 1 comes to, unless it is clipped. */
    private final double[] shares;

    private final float[] factors;
    private final int[] levels;

    /** By layer and record; what {@link LaneStatistics} says of the integer inputs. */
    final LaneStatistics[] inputStatistics;
    /** By layer and record: the norm of the inputs; infinite where it overflowed. */
    private final float[][] norms;
    /** By layer and record: what an integer input of 1 stands for. */
    final float[][] steps;
    /** By layer and record: the sum of squares of the derivatives. */
    final float[][] deltaSquares;

    private Loss loss = Loss.PLAIN;

    private final float[] chunk = new float[CHUNK];
    /** One input or output of all records. */
    private final float[] row;

    private final float[] slopes;
    /** By output of the network: sums, then derivatives by them. */
    private final float[][] ofOutputs;

    LanePass(NetworkSpec spec, Table table, IntegerRows first, LaneShape largest) {
        this.spec = spec.requireDense();
        this.table = table;
        this.first = first;
        int layers = spec.layers();
        int capacity = largest.capacity();
        weights = new FloatBuffer[layers];
        inputs = new FloatBuffer[layers];
        deltas = new FloatBuffer[layers];
        inputStatistics = new LaneStatistics[layers];
        norms = new float[layers][capacity];
        steps = new float[layers][capacity];
        levels = new int[capacity];
        factors = new float[capacity];
        tableRows = new int[capacity];
        shares = new double[capacity];
        deltaSquares = new float[layers][capacity];
        for (int layer = 0; layer < layers; layer++) {
            int width = spec.inputs(layer) + 1;
            weights[layer] = Blas.lanes(width * spec.outputs(layer));
            inputs[layer] = Blas.lanes(Math.multiplyExact(width, largest.lanes()));
            deltas[layer] = Blas.lanes(Math.multiplyExact(spec.outputs(layer), largest.lanes()));
            inputStatistics[layer] = new LaneStatistics(capacity);
        }
        int width = spec.features() + 1;
        firstIntegers = Blas.lanes(capacity * width);
        record = new float[width];
        integers = new float[width];
        labels = new float[capacity];
        row = new float[capacity];
        slopes = new float[capacity];
        ofOutputs = new float[spec.outputs(layers - 1)][capacity];
    }

    void use(ParameterVector parameters) {
        for (int layer = 0; layer < spec.layers(); layer++) {
            FloatBuffer matrix = weights[layer];
            for (int from = 0; from < matrix.capacity(); from += CHUNK) {
                int length = Math.min(CHUNK, matrix.capacity() - from);
                parameters.copyRangeTo(spec.weightOffset(layer) + from, chunk, length);
                matrix.put(from, chunk, 0, length);
            }
        }
    }

    /**
     * Puts a row of the table in the place of a record, counted from 0.
     *
     * @param share the integers that a gradient of norm 1 comes to, unless it is clipped
     */
    void load(LaneShape shape, int place, int tableRow, double share) {
        table.copyRow(tableRow, record, 0);
        record[record.length - 1] = 1f;
        inputs[0].put((shape.first() + place) * record.length, record);
        tableRows[place] = tableRow;
        shares[place] = share;
        norms[0][place] = first.norm(tableRow);
        if (spec.kind() != NetworkKind.AUTOENCODER) {
            labels[place] = table.label(tableRow);
        }
    }

    /** Passes the first {@code count} records through; {@link #load} has put them in their places. */
    void run(LaneShape shape, int count) {
        Blas.onCallingThread();
        int layers = spec.layers();
        FloatBuffer sums = deltas[layers - 1]; // then overwritten by the derivatives
        for (int layer = 0; layer < layers; layer++) {
            FloatBuffer to = layer < layers - 1 ? inputs[layer + 1] : sums;
            forward(
                    spec.inputs(layer) + 1,
                    spec.outputs(layer),
                    shape.lanes(),
                    layer == 0,
                    weights[layer],
                    inputs[layer],
                    to);
            if (layer < layers - 1) {
                activate(shape, count, layer + 1);
            }
        }
        outputDeltas(shape, count);
        for (int layer = layers - 1; layer > 0; layer--) {
            backward(
                    spec.inputs(layer) + 1,
                    spec.outputs(layer),
                    shape.lanes(),
                    weights[layer],
                    deltas[layer],
                    deltas[layer - 1]);
            chooseLevels(count, layer);
            differentiate(shape, count, layer);
        }
        chooseLevels(count, 0);
        roundRows(shape, count);
    }

    /** Of a gradient by a layer that comes to norm 2^18 or more, inputs and derivatives have 2^9 each; of less, the root. */
    private void chooseLevels(int count, int layer) {
        for (int place = 0; place < count; place++) {
            double norm = shares[place] * norms[layer][place] * Math.sqrt(deltaSquares[layer][place]);
            levels[place] = IntegerRows.level(norm);
            float step = norms[layer][place] / (1 << levels[place]);
            steps[layer][place] = step;
            factors[place] = 1 / step;
        }
    }

    private void roundRows(LaneShape shape, int count) {
        for (int place = 0; place < count; place++) {
            inputs[0].get((shape.first() + place) * record.length, record);
            first.round(tableRows[place], levels[place], record, integers, inputStatistics[0], place);
            firstIntegers.put(place * integers.length, integers);
        }
    }

    /** {@code sums = weights^T inputs}; {@code inputs} counts the constant 1. */
    static void forward(
            int inputs,
            int outputs,
            int lanes,
            boolean first,
            FloatBuffer weights,
            FloatBuffer from,
            FloatBuffer sums) {
        Blas.Factor in = first ? Blas.Factor.transposed(from, inputs) : Blas.Factor.of(from, lanes);
        Blas.multiply(outputs, lanes, inputs, Blas.Factor.transposed(weights, outputs), in, sums, lanes);
    }

    /** {@code to = weights deltas}, without the row of the constant 1. */
    static void backward(int inputs, int outputs, int lanes, FloatBuffer weights, FloatBuffer deltas, FloatBuffer to) {
        Blas.multiply(
                inputs - 1, lanes, outputs, Blas.Factor.of(weights, outputs), Blas.Factor.of(deltas, lanes), to, lanes);
    }

    /** The integer inputs of a layer times the integer derivatives of its sums: {@code inputs + 1} rows of {@code outputs}. */
    void multiplyIntegers(LaneShape shape, int count, int layer, FloatBuffer integerDeltas, FloatBuffer product) {
        int width = spec.inputs(layer) + 1;
        Blas.Factor in = layer == 0
                ? Blas.Factor.transposed(firstIntegers, width)
                : Blas.Factor.of(inputs[layer], shape.lanes());
        Blas.multiply(
                width,
                spec.outputs(layer),
                count,
                in,
                Blas.Factor.transposed(integerDeltas, shape.lanes()),
                product,
                spec.outputs(layer));
    }

    /** Reads the derivatives by one sum of a layer, of all records. */
    void derivatives(LaneShape shape, int count, int layer, int output, float[] target) {
        deltas[layer].get(output * shape.lanes() + shape.first(), target, 0, count);
    }

    /** Adds for each record the product of its integer inputs and those of the record {@code distance} places on. */
    void addInputProducts(LaneShape shape, int count, int layer, int distance, float[] sums) {
        if (layer == 0) {
            for (int place = 0; place + distance < count; place++) {
                firstIntegers.get(place * record.length, record);
                firstIntegers.get((place + distance) * integers.length, integers);
                float sum = 0;
                for (int k = 0; k < record.length; k++) {
                    sum += record[k] * integers[k];
                }
                sums[place] += sum;
            }
            return;
        }
        for (int input = 0; input <= spec.inputs(layer); input++) {
            inputs[layer].get(input * shape.lanes(), row, 0, count);
            LaneStatistics.addProducts(row, distance, count, sums);
        }
    }

    /** Makes a record's integer inputs 0, so that no NaN of its gets into a product. */
    void erase(LaneShape shape, int place) {
        for (int layer = 1; layer < spec.layers(); layer++) {
            for (int input = 0; input <= spec.inputs(layer); input++) {
                inputs[layer].put(input * shape.lanes() + place, 0f);
            }
        }
    }

    private void activate(LaneShape shape, int count, int layer) {
        float[] squares = norms[layer];
        Arrays.fill(squares, 1f); // the constant's
        int last = spec.inputs(layer);
        for (int input = 0; input < last; input++) {
            int from = input * shape.lanes() + shape.first();
            inputs[layer].get(from, row, 0, count);
            switch (spec.hidden()) {
                case RELU -> LaneStatistics.reluAndAddSquares(row, squares);
                case TANH -> {
                    Elementwise.tanh(row);
                    LaneStatistics.addSquares(row, squares);
                }
            }
            inputs[layer].put(from, row, 0, count);
        }
        Arrays.fill(row, 1f);
        inputs[layer].put(last * shape.lanes() + shape.first(), row, 0, count);
        for (int place = 0; place < count; place++) {
            squares[place] = (float) Math.sqrt(squares[place]);
        }
    }

    /** Completes the derivatives by the sums before a layer, and makes the layer's inputs integers. */
    private void differentiate(LaneShape shape, int count, int layer) {
        LaneStatistics statistics = inputStatistics[layer];
        statistics.clear();
        float[] squares = deltaSquares[layer - 1];
        Arrays.fill(squares, 0f);
        int last = spec.inputs(layer);
        for (int input = 0; input < last; input++) {
            int from = input * shape.lanes() + shape.first();
            inputs[layer].get(from, row, 0, count);
            deltas[layer - 1].get(from, slopes, 0, count);
            switch (spec.hidden()) {
                case RELU -> LaneStatistics.timesReluDerivativeAndAddSquares(row, slopes, squares);
                case TANH -> {
                    Elementwise.timesTanhDerivative(row, slopes);
                    LaneStatistics.addSquares(slopes, squares);
                }
            }
            statistics.round(row, factors, row);
            deltas[layer - 1].put(from, slopes, 0, count);
            inputs[layer].put(input * shape.lanes(), row, 0, count);
        }
        Arrays.fill(row, 1f);
        statistics.round(row, factors, row);
        inputs[layer].put(last * shape.lanes(), row, 0, count);
    }

    /** From now on rows count as this loss says; a plain one at first. */
    void weigh(Loss other) {
        this.loss = other;
    }

    private void outputDeltas(LaneShape shape, int count) {
        int layer = spec.layers() - 1;
        FloatBuffer sums = deltas[layer];
        int outputs = spec.outputs(layer);
        float[] squares = deltaSquares[layer];
        Arrays.fill(squares, 0f);
        float[][] of = ofOutputs;
        for (int k = 0; k < outputs; k++) {
            sums.get(k * shape.lanes() + shape.first(), of[k], 0, count);
        }
        float[] column = new float[outputs];
        float[] derivatives = new float[outputs];
        for (int place = 0; place < count; place++) {
            if (spec.kind() == NetworkKind.AUTOENCODER) {
                inputs[0].get((shape.first() + place) * record.length, record);
            }
            for (int k = 0; k < outputs; k++) {
                column[k] = of[k][place];
            }
            switch (spec.kind()) {
                case MLP_CLASSIFIER ->
                    derivatives[0] = loss.isPlain()
                            ? Elementwise.crossEntropyDelta(column[0], labels[place])
                            : Elementwise.focalDelta(column[0], labels[place], loss);
                case AUTOENCODER -> Elementwise.squaredErrorDeltas(column, record, derivatives, 2f / spec.features());
                case SOFTMAX_CLASSIFIER ->
                    Elementwise.softmaxDeltas(column, 0, outputs, (int) labels[place], derivatives);
                case SEQUENCE_CLASSIFIER ->
                    throw new IllegalStateException("network must be dense, but was a sequence");
            }
            for (int k = 0; k < outputs; k++) {
                of[k][place] = derivatives[k];
            }
        }
        for (int k = 0; k < outputs; k++) {
            LaneStatistics.addSquares(of[k], squares);
            sums.put(k * shape.lanes() + shape.first(), of[k], 0, count);
        }
    }
}
