// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.components;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix by cyclic Jacobi rotations.
 *
 * <p><b>Guarantees.</b> Same bits on every machine: {@link StrictMath}, a fixed order of rotations, eigenvalues in descending order (equal
 * ones in the order of their columns), and of each eigenvector the first coordinate of largest size positive.
 *
 * <p>Source: Golub and Van Loan, Matrix Computations, section 8.5 (cyclic by row).
 */
final class Jacobi {
    private static final int SWEEPS = 60;
    private static final double SMALL = 1e-30;

    private final int size;
    private final double[] matrix;
    private final double[] vectors;

    private Jacobi(int size, double[] matrix) {
        this.size = size;
        this.matrix = matrix;
        this.vectors = new double[size * size];
        for (int i = 0; i < size; i++) {
            vectors[i * size + i] = 1;
        }
    }

    /**
     * What comes of a matrix.
     *
     * @param values in descending order
     * @param vectors row-major, one row per value, orthonormal
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Eigen(double[] values, double[] vectors) {}

    /** @param matrix row-major, symmetric; left as it is */
    static Eigen of(int size, double[] matrix) {
        Jacobi jacobi = new Jacobi(size, matrix.clone());
        for (int sweep = 0; sweep < SWEEPS && jacobi.offDiagonal() > SMALL; sweep++) {
            jacobi.sweep();
        }
        return jacobi.sorted();
    }

    /** Squares off the diagonal over all squares. */
    private double offDiagonal() {
        double off = 0;
        double all = 0;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                double square = matrix[i * size + j] * matrix[i * size + j];
                all += square;
                off += i == j ? 0 : square;
            }
        }
        return all == 0 ? 0 : off / all;
    }

    private void sweep() {
        for (int p = 0; p < size; p++) {
            for (int q = p + 1; q < size; q++) {
                rotate(p, q);
            }
        }
    }

    private void rotate(int p, int q) {
        double off = matrix[p * size + q];
        if (off == 0) {
            return;
        }
        double theta = (matrix[q * size + q] - matrix[p * size + p]) / (2 * off);
        double sign = theta < 0 ? -1 : 1;
        double t = sign / (Math.abs(theta) + StrictMath.sqrt(theta * theta + 1));
        double c = 1 / StrictMath.sqrt(t * t + 1);
        double s = t * c;
        for (int k = 0; k < size; k++) {
            turn(matrix, k * size + p, k * size + q, c, s);
        }
        for (int k = 0; k < size; k++) {
            turn(matrix, p * size + k, q * size + k, c, s);
            turn(vectors, p * size + k, q * size + k, c, s);
        }
        matrix[p * size + q] = 0;
        matrix[q * size + p] = 0;
    }

    private static void turn(double[] values, int one, int other, double c, double s) {
        double x = values[one];
        double y = values[other];
        values[one] = c * x - s * y;
        values[other] = s * x + c * y;
    }

    private Eigen sorted() {
        Integer[] order = new Integer[size];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> -matrix[i * size + i]));
        double[] values = new double[size];
        double[] rows = new double[size * size];
        for (int k = 0; k < size; k++) {
            int from = order[k] * size;
            values[k] = matrix[from + order[k]];
            double sign = signOfLargest(from);
            for (int i = 0; i < size; i++) {
                rows[k * size + i] = sign * vectors[from + i];
            }
        }
        return new Eigen(values, rows);
    }

    private double signOfLargest(int from) {
        int largest = from;
        for (int i = from + 1; i < from + size; i++) {
            largest = Math.abs(vectors[i]) > Math.abs(vectors[largest]) ? i : largest;
        }
        return vectors[largest] < 0 ? -1 : 1;
    }
}
