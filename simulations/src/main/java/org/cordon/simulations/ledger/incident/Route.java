// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger.incident;

import java.util.Locale;

/** How stolen money leaves; for most thefts nobody has said. */
public enum Route {
    /** The thief signs: a transfer of a hot wallet that no withdrawal asked for. */
    KEYS,
    /** The exchange signs: withdrawals of accounts in the thief's hand, and the transfers that pay them. */
    WITHDRAWALS;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
