// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.defence;

/** How updates of which some may be harmful become one. */
@FunctionalInterface
public interface Defence {
    /** The update of the round, one value per parameter. */
    double[] combine(Updates updates);

    /**
     * Whether all it needs is a bound that each exchange keeps by itself, so that it works on a secure sum: {@link #combine} is
     * then the mean, and {@link #bound} is asked before the sum.
     */
    default boolean isSumOnly() {
        return false;
    }

    /** What an exchange makes of its update before it is sent; nothing where the defence looks at single updates. */
    default double[] bound(double[] update, Bounding bounding) {
        return update;
    }
}
