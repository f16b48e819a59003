// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation;

/**
 * How far, in the L2 norm over all words of a contribution, one unit's data can move it.
 *
 * @param unit whose data is added or removed
 * @param l2 bound in units of one word, above 0
 */
public record Sensitivity(Unit unit, double l2) {
    /** Whose data may change. */
    public enum Unit {
        /** One row. */
        RECORD,
        /** All rows of a privacy unit that count, be it a row or a customer. */
        PRIVACY_UNIT,
        /** All rows of a participant: no bound for a single row is known. */
        PARTICIPANT
    }

    public Sensitivity {
        if (!(l2 > 0) || !Double.isFinite(l2)) {
            throw new IllegalArgumentException("l2 must be above 0 and finite, but was " + l2);
        }
    }

    public static Sensitivity ofRecord(double l2) {
        return new Sensitivity(Unit.RECORD, l2);
    }

    public static Sensitivity ofUnit(double l2) {
        return new Sensitivity(Unit.PRIVACY_UNIT, l2);
    }

    public static Sensitivity ofParticipant(double l2) {
        return new Sensitivity(Unit.PARTICIPANT, l2);
    }
}
