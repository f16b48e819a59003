// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.demo;

import java.util.List;
import java.util.Locale;
import org.cordon.participant.data.Table;
import org.cordon.simulations.generator.GeneratedFederation;
import org.cordon.simulations.generator.ThreatGenerator;

/**
 * Who has which rows.
 *
 * @param origin where the rows come from, in a few words
 * @param exchanges at least five
 * @param test rows that nobody trains on, with both labels
 */
record DemoData(String origin, List<Exchange> exchanges, Table test) {
    /**
     * One exchange.
     *
     * @param note what is special about its rows, in a few words
     */
    record Exchange(String name, String note, Table rows) {}

    DemoData {
        exchanges = List.copyOf(exchanges);
    }

    /** Five exchanges that have each seen two of five attacks. */
    static DemoData generated(long seed) {
        GeneratedFederation made = ThreatGenerator.generate(seed);
        List<Exchange> exchanges = made.exchanges().stream()
                .map(exchange -> new Exchange(exchange.name(), "has seen " + attacks(exchange), exchange.rows()))
                .toList();
        return new DemoData("made up, seed " + seed, exchanges, made.test());
    }

    private static String attacks(GeneratedFederation.Exchange exchange) {
        return String.join(
                " and ",
                exchange.seen().stream()
                        .map(kind -> kind.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                        .toList());
    }

    List<String> names() {
        return exchanges.stream().map(Exchange::name).toList();
    }

    List<Table> tables() {
        return exchanges.stream().map(Exchange::rows).toList();
    }

    List<String> features() {
        return test.featureNames();
    }

    int largest() {
        return exchanges.stream()
                .mapToInt(exchange -> exchange.rows().rows())
                .max()
                .orElseThrow();
    }
}
