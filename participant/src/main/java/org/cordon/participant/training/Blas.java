// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.training;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.openblas.presets.openblas_nolapack;

/**
 * The three products of a dense layer, on heap arrays by ND4J's OpenBLAS, on the calling thread only.
 *
 * <p>All matrices are row-major and start at index 0; a stride is the distance between the starts of two rows. The
 * copies JNI makes cost 0.3 to 15 % of a product of the sizes we train, and even for 32x16x32 a product takes 1 us, a
 * quarter of plain loops.
 */
final class Blas {
    static {
        openblas_nolapack.blas_set_num_threads(1);
    }

    private Blas() {}

    /**
     * Sees to it that products run on the calling thread, whose number ND4J sets to that of the processors when it is
     * first used after this class, unless OMP_NUM_THREADS says otherwise. Shared among threads, products sum in an order
     * that depends on how many rows there are.
     */
    static void onCallingThread() {
        if (openblas_nolapack.blas_get_num_threads() != 1) { // to set it costs a millisecond, to ask nothing
            openblas_nolapack.blas_set_num_threads(1);
        }
    }

    /** {@code c = a b} with a of m x k, b of k x n. */
    static void multiply(int m, int n, int k, float[] a, int strideA, float[] b, float[] c, int strideC) {
        cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, m, n, k, 1f, a, strideA, b, n, 0f, c, strideC);
    }

    /** {@code c = scale a^T b} with a of k x m, b of k x n. */
    static void multiplyLeftTransposed(
            int m, int n, int k, float scale, float[] a, int strideA, float[] b, int strideB, float[] c) {
        cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, m, n, k, scale, a, strideA, b, strideB, 0f, c, n);
    }

    /** {@code c = a b^T} with a of m x k, b of n x k. */
    static void multiplyRightTransposed(
            int m, int n, int k, float[] a, int strideA, float[] b, float[] c, int strideC) {
        cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, m, n, k, 1f, a, strideA, b, k, 0f, c, strideC);
    }

    /** Memory outside the heap, which the products of lanes read and write without copies. */
    static FloatBuffer lanes(int values) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(values, Float.BYTES))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /** A product of matrices outside the heap, {@code c = op(a) op(b)} of m x n; row-major, each with its stride. */
    static void multiply(int m, int n, int k, Factor a, Factor b, FloatBuffer c, int strideC) {
        cblas_sgemm(
                CblasRowMajor,
                a.order(),
                b.order(),
                m,
                n,
                k,
                1f,
                a.values,
                a.stride,
                b.values,
                b.stride,
                0f,
                c,
                strideC);
    }

    /** A matrix outside the heap as a factor, perhaps transposed. */
    record Factor(FloatBuffer values, int stride, boolean transposed) {
        static Factor of(FloatBuffer values, int stride) {
            return new Factor(values, stride, false);
        }

        static Factor transposed(FloatBuffer values, int stride) {
            return new Factor(values, stride, true);
        }

        private int order() {
            return transposed ? CblasTrans : CblasNoTrans;
        }
    }
}
