// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger;

import java.util.Locale;

/** Where a number comes from. */
public enum Mark {
    /** Published; the source is named. */
    FACT,
    /** By arithmetic from published figures. */
    DERIVED,
    /** Chosen by us. */
    ASSUMED;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
