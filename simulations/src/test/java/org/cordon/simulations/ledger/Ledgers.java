// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Ledgers of the tests. */
public final class Ledgers {
    /** A Monday. */
    public static final Instant MONDAY = Instant.parse("2025-01-06T00:00:00Z");

    private Ledgers() {}

    public static Setting small(long seed, int exchanges, int days) {
        return new Setting(seed, exchanges, Size.SMALL, MONDAY, days);
    }

    /** All events of an exchange. */
    public static List<Entry> events(Ledger ledger, int exchange) {
        List<Entry> entries = new ArrayList<>();
        ledger.events(exchange).forEachRemaining(entries::add);
        return entries;
    }

    /** Those of scripts. */
    public static List<Entry> scripted(Ledger ledger, int exchange) {
        return events(ledger, exchange).stream()
                .filter(entry -> entry.truth().isPresent())
                .toList();
    }
}
