// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.training;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.cordon.model.NetworkSpec;
import org.cordon.privacy.IntegerClip;

/**
 * Clips the gradient of each unit of a {@link LanePass} without writing it out, and adds all to a sum of integers, exactly.
 *
 * <p>How. A record's gradient by a layer is an outer product of inputs a and derivatives d, so inner products of gradients
 * are (a . a')(d . d') (Goodfellow 2015; "ghost clipping" in Li et al. 2022, section 4), which gives the norm of a unit's
 * mean gradient, and with it the unit's factor. What is clipped are integers: a is rounded to integers of norm 2^9 or less, and
 * the derivatives are scaled, by the unit's factor too, and rounded, so that the outer products are integers, of which
 * {@link #RESOLUTION} stand for the clip norm. The norm of the unit's integers is then worked out exactly by the same
 * inner products, and where it is above {@code RESOLUTION}, the factor is lowered and the derivatives are rounded again.
 *
 * <p>The sum over units is one matrix product in float32 per layer, and exact: its terms are integers, and no sum of their
 * sizes exceeds 2^24, as records are bounded by min(|a| |d|, |a|_4 |d|_4) and put into several products where need be.
 *
 * <p><b>Guarantees.</b> A unit adds integers of Euclidean norm at most {@code clip.units()}, which depend on its rows and
 * the parameters alone. A unit whose gradient is NaN, infinite or beyond the range of float32 squares adds zeros.
 */
final class UnitClip {
    /** What the clip norm is in the products: the more, the finer, and the fewer records fit in one. */
    static final int RESOLUTION = 1 << 18;

    /** Aims a little lower, or rounding would lift every other clipped gradient above its bound. */
    private static final double AIM = 1 - 0x1p-8;
    /** Integers of squares up to this have products that float32 sums exactly: |x . y| <= |x| |y| < 2^24. */
    private static final float MAX_SQUARES = 1 << 22;
    /** Below this, float32 holds every integer. */
    private static final double EXACT = 1 << 24;
    /** More than the rounding of a sum of fourth powers. */
    private static final double SLACK = 1.001;

    private static final int CHUNK = 2048;
    private static final int MAX_ATTEMPTS = 40;

    private final NetworkSpec spec;
    private final double clipNorm;
    private final long unitsPerStep;
    private final FloatBuffer[] integers;
    private final FloatBuffer masked;
    private final LaneStatistics[] statistics;
    private final FloatBuffer[] gradient;
    private final float[] chunk = new float[CHUNK];
    private final float[] row;
    private final float[] betas;
    /** By layer, distance and record: products of integer inputs. */
    private final float[][][] inputProducts;

    private final float[] products;
    private final double[] scales;
    private final int[] unitOf;
    private final boolean[] dead;
    private long balance;

    UnitClip(NetworkSpec spec, IntegerClip clip, int bound, LaneShape largest) {
        if (clip.units() % RESOLUTION != 0) {
            throw new IllegalArgumentException(
                    "units of the clip must be a multiple of 2^18, but were " + clip.units());
        }
        this.spec = spec;
        this.clipNorm = clip.clipNorm();
        this.unitsPerStep = clip.units() / RESOLUTION;
        int capacity = largest.capacity();
        integers = new FloatBuffer[spec.layers()];
        statistics = new LaneStatistics[spec.layers()];
        gradient = new FloatBuffer[spec.layers()];
        int widest = 0;
        for (int layer = 0; layer < spec.layers(); layer++) {
            integers[layer] = Blas.lanes(spec.outputs(layer) * largest.lanes());
            statistics[layer] = new LaneStatistics(capacity);
            gradient[layer] = Blas.lanes((spec.inputs(layer) + 1) * spec.outputs(layer));
            widest = Math.max(widest, spec.outputs(layer));
        }
        masked = Blas.lanes(widest * largest.lanes());
        row = new float[capacity];
        betas = new float[capacity];
        inputProducts = new float[spec.layers()][bound][capacity];
        products = new float[capacity];
        scales = new double[capacity];
        unitOf = new int[capacity];
        dead = new boolean[capacity];
    }

    /** Units whose gradient lay within the clip norm less those whose did not, since this was asked last. */
    long takeBalance() {
        long taken = balance;
        balance = 0;
        return taken;
    }

    /** The integers that a gradient of norm 1 comes to, unless it is clipped. */
    double share() {
        return RESOLUTION * AIM / clipNorm;
    }

    /** Adds the clipped mean gradients of units, of which unit u has the records from {@code starts[u]} to the next. */
    void addTo(long[] sum, LanePass pass, LaneShape shape, int[] starts, int units) {
        Batch batch = new Batch(pass, shape, starts, units);
        batch.scale();
        batch.fit();
        for (int layer = 0; layer < spec.layers(); layer++) {
            batch.multiply(layer, sum);
        }
    }

    /** The units of one pass. */
    private final class Batch {
        private final LanePass pass;
        private final LaneShape shape;
        private final int[] starts;
        private final int units;
        private final int count;
        private int longest;

        Batch(LanePass pass, LaneShape shape, int[] starts, int units) {
            this.pass = pass;
            this.shape = shape;
            this.starts = starts;
            this.units = units;
            this.count = starts[units];
            for (int unit = 0; unit < units; unit++) {
                longest = Math.max(longest, starts[unit + 1] - starts[unit]);
                Arrays.fill(unitOf, starts[unit], starts[unit + 1], unit);
            }
        }

        /** The factor of each unit, from the norm of its mean gradient in floating point. */
        void scale() {
            double[] squares = new double[units];
            for (int layer = 0; layer < spec.layers(); layer++) {
                float[] steps = pass.steps[layer];
                for (int distance = 0; distance < longest; distance++) {
                    float[] inputs = inputProducts(layer, distance);
                    float[] deltas = distance == 0 ? pass.deltaSquares[layer] : deltaProducts(layer, distance);
                    for (int i = 0; i + distance < count; i++) {
                        if (unitOf[i] == unitOf[i + distance]) {
                            double product = (double) inputs[i] * steps[i] * steps[i + distance] * deltas[i];
                            squares[unitOf[i]] += distance == 0 ? product : 2 * product;
                        }
                    }
                }
            }
            for (int unit = 0; unit < units; unit++) {
                int size = starts[unit + 1] - starts[unit];
                double norm = Math.sqrt(Math.max(0, squares[unit])) / size;
                dead[unit] = !(norm < Double.POSITIVE_INFINITY);
                balance += norm <= clipNorm ? 1 : -1;
                scales[unit] = RESOLUTION * AIM / (size * Math.max(clipNorm, norm));
                if (dead[unit]) {
                    erase(unit);
                }
            }
        }

        private float[] inputProducts(int layer, int distance) {
            float[] target = inputProducts[layer][distance];
            if (distance == 0) {
                System.arraycopy(pass.inputStatistics[layer].squares, 0, target, 0, count);
            } else {
                Arrays.fill(target, 0f);
                pass.addInputProducts(shape, count, layer, distance, target);
            }
            return target;
        }

        private float[] deltaProducts(int layer, int distance) {
            Arrays.fill(products, 0f);
            for (int output = 0; output < spec.outputs(layer); output++) {
                pass.derivatives(shape, count, layer, output, row);
                LaneStatistics.addProducts(row, distance, count, products);
            }
            return products;
        }

        private void erase(int unit) {
            for (int i = starts[unit]; i < starts[unit + 1]; i++) {
                pass.erase(shape, i);
            }
        }

        /** Rounds the derivatives until the integers of every unit are within the bound. */
        void fit() {
            boolean fits = false;
            for (int attempt = 0; !fits; attempt++) {
                for (int layer = 0; layer < spec.layers(); layer++) {
                    round(layer);
                }
                fits = true;
                long[] squares = squares();
                for (int unit = 0; unit < units; unit++) {
                    if (dead[unit] || (squares[unit] >= 0 && squares[unit] <= (long) RESOLUTION * RESOLUTION)) {
                        continue;
                    }
                    fits = false;
                    double norm = Math.sqrt((double) squares[unit]); // not a number where it is too large to tell
                    scales[unit] *= squares[unit] < 0 ? 0.5 : 0.999 * RESOLUTION / norm;
                    if (attempt == MAX_ATTEMPTS) {
                        dead[unit] = true;
                        erase(unit);
                    }
                }
            }
        }

        private void round(int layer) {
            LaneStatistics of = statistics[layer];
            of.clear();
            for (int i = 0; i < count; i++) {
                betas[i] = (float) (scales[unitOf[i]] * pass.steps[layer][i]);
            }
            for (int output = 0; output < spec.outputs(layer); output++) {
                pass.derivatives(shape, count, layer, output, row);
                of.round(row, betas, row);
                integers[layer].put(output * shape.lanes(), row, 0, count);
            }
            for (int i = 0; i < count; i++) {
                if (dead[unitOf[i]]) {
                    of.squares[i] = 0;
                    of.fourths[i] = 0;
                    for (int output = 0; output < spec.outputs(layer); output++) {
                        integers[layer].put(output * shape.lanes() + i, 0f);
                    }
                }
            }
        }

        /** The exact square of the norm of each unit's integers; -1 where a record's are too large to tell. */
        private long[] squares() {
            long[] squares = new long[units];
            boolean[] large = new boolean[units];
            for (int layer = 0; layer < spec.layers(); layer++) {
                for (int distance = 0; distance < longest; distance++) {
                    float[] inputs = inputProducts[layer][distance];
                    float[] deltas = distance == 0 ? statistics[layer].squares : integerProducts(layer, distance);
                    for (int i = 0; i + distance < count; i++) {
                        int unit = unitOf[i];
                        if (distance == 0 && !(inputs[i] <= MAX_SQUARES && deltas[i] <= MAX_SQUARES)) {
                            large[unit] = true;
                        } else if (unit == unitOf[i + distance]) {
                            long product = ((long) inputs[i]) * ((long) deltas[i]);
                            squares[unit] += distance == 0 ? product : 2 * product;
                        }
                    }
                }
            }
            for (int unit = 0; unit < units; unit++) {
                squares[unit] = large[unit] ? -1 : squares[unit];
            }
            return squares;
        }

        private float[] integerProducts(int layer, int distance) {
            Arrays.fill(products, 0f);
            for (int output = 0; output < spec.outputs(layer); output++) {
                integers[layer].get(output * shape.lanes(), row, 0, count);
                LaneStatistics.addProducts(row, distance, count, products);
            }
            return products;
        }

        /** Adds the sum of all integers of a layer, in as many products as it takes for each to be exact. */
        void multiply(int layer, long[] sum) {
            LaneStatistics inputs = pass.inputStatistics[layer];
            LaneStatistics deltas = statistics[layer];
            if (fitsOneProduct(inputs.fourths, deltas.fourths)) {
                multiply(layer, 0, count, sum);
                return;
            }
            int from = 0;
            double filled = 0;
            for (int i = 0; i < count; i++) {
                double squares = Math.sqrt((double) inputs.squares[i] * deltas.squares[i]);
                double fourths = Math.sqrt(Math.sqrt((double) inputs.fourths[i] * deltas.fourths[i])) * SLACK;
                double bound = dead[unitOf[i]] ? 0 : Math.min(squares, fourths);
                if (filled + bound > EXACT) {
                    multiply(layer, from, i, sum);
                    from = i;
                    filled = 0;
                }
                filled += bound;
            }
            multiply(layer, from, count, sum);
        }

        /** A bound that needs no root for each record, by Hoelder: sum of x <= n^(3/4) (sum of x^4)^(1/4). */
        private boolean fitsOneProduct(float[] inputs, float[] deltas) {
            double sum = 0;
            for (int i = 0; i < count; i++) {
                sum += (double) inputs[i] * deltas[i]; // not a number for a dead unit: then the long way
            }
            return Math.sqrt(Math.sqrt(sum * count * count * count)) * SLACK <= EXACT;
        }

        private void multiply(int layer, int from, int to, long[] sum) {
            FloatBuffer factors = integers[layer];
            if (from > 0 || to < count) {
                factors = masked;
                for (int output = 0; output < spec.outputs(layer); output++) {
                    integers[layer].get(output * shape.lanes(), row, 0, count);
                    Arrays.fill(row, 0, from, 0f);
                    Arrays.fill(row, to, count, 0f);
                    masked.put(output * shape.lanes(), row, 0, count);
                }
            }
            pass.multiplyIntegers(shape, count, layer, factors, gradient[layer]);
            add(gradient[layer], sum, spec.weightOffset(layer));
        }
    }

    private void add(FloatBuffer product, long[] sum, int offset) {
        for (int from = 0; from < product.capacity(); from += CHUNK) {
            int length = Math.min(CHUNK, product.capacity() - from);
            product.get(from, chunk, 0, length);
            for (int i = 0; i < length; i++) {
                int integer = (int) chunk[i];
                sum[offset + from + i] += unitsPerStep * integer;
            }
        }
    }
}
