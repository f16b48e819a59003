// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.model;

/**
 * How much the rows of a binary classifier count in its cross-entropy: {@code -a (1 - p)^gamma log p} with p the probability of the row's own
 * label (Lin et al. 2017, focal loss), and a the weight of its class.
 *
 * @param positiveWeight a of a row with label 1, where one with label 0 weighs 1; in [0.0001, 10000]
 * @param focalGamma how much less rows count that are told apart already; 0 is plain, at most 5
 */
public record Loss(double positiveWeight, double focalGamma) {
    /** Every row counts the same. */
    public static final Loss PLAIN = new Loss(1, 0);

    public Loss {
        if (!(positiveWeight >= 0.0001 && positiveWeight <= 10_000)) {
            throw new IllegalArgumentException("positiveWeight must be in [0.0001, 10000], but was " + positiveWeight);
        }
        if (!(focalGamma >= 0 && focalGamma <= 5)) {
            throw new IllegalArgumentException("focalGamma must be in [0, 5], but was " + focalGamma);
        }
        focalGamma = focalGamma + 0.0; // -0 becomes 0, so that equal losses have equal bytes
    }

    /** Whether every row counts the same. */
    public boolean isPlain() {
        return equals(PLAIN);
    }
}
