// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger;

import org.cordon.simulations.generator.Draws;

/**
 * A number of a script or a behaviour, with its mark and source.
 *
 * <p><b>Guarantees.</b> low &lt;= value &lt;= high, all finite and at least 0; a fact names its source. <b>Does not check</b> the source.
 *
 * @param value the number, or the likeliest where it is drawn
 * @param low the least that is drawn; the value itself where it is fixed
 * @param high the most that is drawn; the value itself where it is fixed
 * @param mark fact, derived or assumed
 * @param source names of docs/ledger.md such as S20, or the reason; may be empty where assumed
 */
public record Given(double value, double low, double high, Mark mark, String source) {
    /** Refuses what the guarantees exclude. */
    public Given {
        if (!(low >= 0 && low <= value && value <= high && high < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "number must be finite and low <= value <= high, but was " + low + ", " + value + ", " + high);
        }
        if (mark == Mark.FACT && source.isBlank()) {
            throw new IllegalArgumentException("source of a fact must be named, but was empty");
        }
    }

    /** A published number. */
    public static Given fact(double value, String source) {
        return new Given(value, value, value, Mark.FACT, source);
    }

    /** A number computed from published ones. */
    public static Given derived(double value, String source) {
        return new Given(value, value, value, Mark.DERIVED, source);
    }

    /** A fixed number of our choice. */
    public static Given assumed(double value) {
        return new Given(value, value, value, Mark.ASSUMED, "");
    }

    /** A number of our choice, drawn anew for every seed. */
    public static Given assumed(double value, double low, double high) {
        return new Given(value, low, high, Mark.ASSUMED, "");
    }

    /** The value, or a draw from the triangle over low, value and high. */
    public double draw(Draws draws) {
        if (low == high) {
            return value;
        }
        double at = draws.unit();
        double rising = (value - low) / (high - low);
        return at < rising
                ? low + StrictMath.sqrt(at * (high - low) * (value - low))
                : high - StrictMath.sqrt((1 - at) * (high - low) * (high - value));
    }

    /** {@link #draw} as a whole number, at least 1. */
    public int count(Draws draws) {
        return (int) Math.max(1, StrictMath.rint(draw(draws)));
    }
}
