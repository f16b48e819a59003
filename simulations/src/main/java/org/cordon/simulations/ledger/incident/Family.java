// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger.incident;

import java.util.Locale;

/** What a script is an example of. */
public enum Family {
    THEFT,
    LAUNDERING,
    TAKEOVER,
    MARKET_ABUSE,
    /** Looks like an attack and is none. */
    CONTROL;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
