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
public record PrivacyLoss(BigDecimal epsilon, BigDecimal delta) {
    public PrivacyLoss {
        if (epsilon.signum() <= 0) {
            throw new IllegalArgumentException("epsilon must be above 0, but was " + epsilon);
        }
        if (delta.signum() < 0 || delta.compareTo(BigDecimal.ONE) >= 0) {
            throw new IllegalArgumentException("delta must be at least 0 and below 1, but was " + delta);
        }
        epsilon = epsilon.stripTrailingZeros();
        delta = delta.stripTrailingZeros();
    }
}
