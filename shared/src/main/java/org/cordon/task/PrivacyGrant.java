// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.task;

import java.math.BigDecimal;

/**
 * Epsilon and delta of differential privacy, exact.
 *
 * @param epsilon above 0
 * @param delta at least 0, below 1
 */
public record PrivacyGrant(BigDecimal epsilon, BigDecimal delta) {
    private static final int EPSILON_DECIMALS = 6;

    public PrivacyGrant {
        if (epsilon.signum() <= 0) {
            throw new IllegalArgumentException("epsilon must be above 0, but was " + epsilon);
        }
        if (delta.signum() < 0 || delta.compareTo(BigDecimal.ONE) >= 0) {
            throw new IllegalArgumentException("delta must be at least 0 and below 1, but was " + delta);
        }
        epsilon = epsilon.stripTrailingZeros();
        delta = delta.stripTrailingZeros();
    }

    /** What terms grant. */
    static PrivacyGrant of(PrivacyTerms terms) {
        return new PrivacyGrant(
                BigDecimal.valueOf(terms.epsilonMicro(), EPSILON_DECIMALS),
                BigDecimal.ONE.movePointLeft(terms.deltaExponent()));
    }
}
