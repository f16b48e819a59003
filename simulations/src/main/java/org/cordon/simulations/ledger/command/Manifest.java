// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger.command;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cordon.simulations.ledger.EventText;
import org.cordon.simulations.ledger.Exchange;
import org.cordon.simulations.ledger.Ledger;
import org.cordon.simulations.ledger.LedgerFiles;
import org.cordon.simulations.ledger.Pause;
import org.cordon.simulations.ledger.Setting;
import org.cordon.simulations.ledger.incident.Played;

/**
 * What ledger.json says: enough to make the same files again, and what is true of the whole.
 *
 * @param schema name of the columns
 * @param seed everything is drawn from it
 * @param size of the exchanges
 * @param start first moment
 * @param days how long
 * @param learnUntil of a scenario; may be empty
 * @param exchanges who is there
 * @param incidents what is played
 * @param files what was written; empty before
 */
record Manifest(
        String schema,
        long seed,
        String size,
        String start,
        int days,
        Optional<String> learnUntil,
        List<Place> exchanges,
        List<Incident> incidents,
        List<LedgerFiles.Written> files) {

    /** An exchange. */
    record Place(String name, int hoursAheadOfUtc, double withdrawalsPerHour, double hotUsd) {}

    /** A script at its exchange. */
    record Incident(String name, String exchange, String start, String route, boolean scaled, List<Stop> pauses) {}

    /** When an exchange pays nobody. */
    record Stop(String from, String until) {}

    static Manifest of(LedgerOptions.Chosen chosen, List<LedgerFiles.Written> files) {
        Ledger ledger = chosen.ledger();
        Setting setting = ledger.setting();
        List<Place> places = new ArrayList<>();
        for (int number = 0; number < setting.exchanges(); number++) {
            Exchange exchange = setting.exchange(number);
            places.add(new Place(
                    exchange.name(),
                    exchange.zone(),
                    StrictMath.rint(exchange.withdrawalsPerHour() * 100) / 100,
                    StrictMath.rint(exchange.hotUsd())));
        }
        return new Manifest(
                "cordon/events-v1",
                setting.seed(),
                setting.size().toString(),
                setting.start().toString(),
                setting.days(),
                chosen.learnUntil().map(Instant::toString),
                places,
                ledger.staged().stream()
                        .map(staged -> incident(setting, staged))
                        .toList(),
                files);
    }

    private static Incident incident(Setting setting, Ledger.Staged staged) {
        String exchange = setting.exchange(staged.exchange()).name();
        List<Stop> stops = staged.pauses().stream().map(Manifest::stop).toList();
        if (staged.activity() instanceof Played played) {
            return new Incident(
                    played.script().name(),
                    exchange,
                    EventText.time(played.cue().startMicros()),
                    played.cue().route().toString(),
                    played.cue().scaled(),
                    stops);
        }
        return new Incident(staged.activity().name(), exchange, setting.start().toString(), "", false, stops);
    }

    private static Stop stop(Pause pause) {
        return new Stop(EventText.time(pause.fromMicros()), EventText.time(pause.untilMicros()));
    }
}
