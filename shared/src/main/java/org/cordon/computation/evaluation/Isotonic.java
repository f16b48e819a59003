// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.evaluation;

import java.util.Arrays;

/**
 * The probability of label 1 that rises with the bin of the rank and fits counts best: pool adjacent violators (Ayer et al. 1955; Zadrozny
 * and Elkan 2002).
 *
 * <p><b>Guarantees.</b> Ascending, and within 1 / (N + 2) of 0 and 1 for N rows; a bin without rows takes the value of the bin before it.
 */
final class Isotonic {
    private Isotonic() {}

    /** One probability for each bin. Under noise the count of one label can be below 0, that of both is not. */
    static double[] fit(double[] negatives, double[] positives) {
        int bins = negatives.length;
        int[] starts = new int[bins];
        double[] found = new double[bins];
        double[] rows = new double[bins];
        int blocks = 0;
        double all = 0;
        for (int bin = 0; bin < bins; bin++) {
            double here = negatives[bin] + positives[bin];
            all += here;
            if (here <= 0) {
                continue;
            }
            starts[blocks] = blocks == 0 ? 0 : bin;
            found[blocks] = positives[bin];
            rows[blocks] = here;
            blocks++;
            while (blocks > 1 && found[blocks - 2] * rows[blocks - 1] >= found[blocks - 1] * rows[blocks - 2]) {
                found[blocks - 2] += found[blocks - 1];
                rows[blocks - 2] += rows[blocks - 1];
                blocks--;
            }
        }
        double least = 1 / (all + 2);
        double[] fitted = new double[bins];
        Arrays.fill(fitted, 0.5);
        for (int block = 0; block < blocks; block++) {
            int end = block + 1 < blocks ? starts[block + 1] : bins;
            double share = Math.max(least, Math.min(1 - least, found[block] / rows[block]));
            Arrays.fill(fitted, starts[block], end, share);
        }
        return fitted;
    }
}
