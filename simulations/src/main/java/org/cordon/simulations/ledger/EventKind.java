// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger;

import java.util.Locale;

/** The kinds of cordon/events-v1. */
public enum EventKind {
    WITHDRAWAL,
    DEPOSIT,
    TRANSFER,
    LOGIN,
    ADMIN,
    API,
    ORDER,
    TRADE;

    /** As the column has it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
