// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy;

/**
 * A privacy unit, and how many of its records count at the most.
 *
 * @param contributionBound 1 to 1,000,000; 1 where the unit is a record
 */
public record UnitBound(PrivacyUnit unit, int contributionBound) {
    private static final int MAX_CONTRIBUTION = 1_000_000;

    /** One record. */
    public static final UnitBound RECORD = new UnitBound(PrivacyUnit.RECORD, 1);

    public UnitBound {
        if (contributionBound < 1 || contributionBound > MAX_CONTRIBUTION) {
            throw new IllegalArgumentException(
                    "contributionBound must be in [1, " + MAX_CONTRIBUTION + "], but was " + contributionBound);
        }
        if (unit == PrivacyUnit.RECORD && contributionBound != 1) {
            throw new IllegalArgumentException(
                    "contributionBound must be 1 where the unit is a record, but was " + contributionBound);
        }
    }
}
