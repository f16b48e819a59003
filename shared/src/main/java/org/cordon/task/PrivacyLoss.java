// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.task;

import java.math.BigDecimal;

/**
 * Epsilon and delta of differential privacy, exact.
 *
 * @param epsilonMicro epsilon in millionths
 * @param deltaNano delta in thousand-millionths
 */
public record PrivacyLoss(long epsilonMicro, long deltaNano) {
    private static final int EPSILON_DIGITS = 6;
    private static final int DELTA_DIGITS = 9;

    public PrivacyLoss {
        if (epsilonMicro < 1) {
            throw new IllegalArgumentException("epsilon must be above 0, but was " + epsilonMicro + " millionths");
        }
        if (deltaNano < 0 || deltaNano >= 1_000_000_000L) {
            throw new IllegalArgumentException("delta must be at least 0 and below 1, but was " + deltaNano + "e-9");
        }
    }

    /** Epsilon as people write it. */
    public String epsilon() {
        return BigDecimal.valueOf(epsilonMicro, EPSILON_DIGITS)
                .stripTrailingZeros()
                .toPlainString();
    }

    /** Delta as people write it. */
    public String delta() {
        return BigDecimal.valueOf(deltaNano, DELTA_DIGITS).stripTrailingZeros().toString();
    }
}
