// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.feature;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.cordon.event.Event;
import org.cordon.event.EventKind;
import org.cordon.event.Outcome;

/** Made-up events with few and many keys, missing values, shared microseconds and quiet times. */
final class GeneratedEvents {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<EventKind> KINDS = List.of(EventKind.values());
    private static final List<Outcome> OUTCOMES = List.of(Outcome.values());
    private static final String[] ASSETS = {"BTC", "ETH", "SOL", "USDT", "TRX"};
    private static final String[] CHAINS = {"bitcoin", "ethereum", "solana", "tron"};
    private static final String[] ROLES = {"customer", "market_maker", "hot_wallet"};
    private static final String[] COUNTRIES = {"DE", "FR", "JP", "SG", "XK"};

    private final Random random;

    GeneratedEvents(long seed) {
        this.random = new Random(seed);
    }

    /** In order of time; about a tenth share the microsecond of the one before. */
    List<Event> list(int count) {
        List<Event> events = new ArrayList<>(count);
        long micros = 0;
        for (int i = 0; i < count; i++) {
            if (random.nextInt(10) != 0) {
                micros += random.nextInt(40) == 0 ? random.nextInt(1_800_000_000) : random.nextInt(20_000_000);
            }
            // Ids whose order is not that of the making.
            events.add(event("e" + Integer.toHexString(i * 0x9e3779b1), START.plus(micros, ChronoUnit.MICROS)));
        }
        events.sort(Event.ORDER);
        return events;
    }

    private Event event(String id, Instant time) {
        EventKind kind = KINDS.get(random.nextInt(KINDS.size()));
        // A few busy accounts and many quiet ones.
        int account = random.nextInt(3) == 0 ? random.nextInt(5) : random.nextInt(2000);
        return new Event(
                id,
                time,
                kind,
                "account-" + account,
                maybe(5, ASSETS[random.nextInt(ASSETS.length)]),
                maybe(5, CHAINS[random.nextInt(CHAINS.length)]),
                random.nextInt(4) == 0 ? OptionalLong.empty() : OptionalLong.of(amount()),
                maybe(3, "address-" + random.nextInt(1500)),
                maybe(6, "10." + random.nextInt(40) + ".7.0/24"),
                maybe(4, "device-" + random.nextInt(600)),
                maybe(9, COUNTRIES[random.nextInt(COUNTRIES.length)]),
                OUTCOMES.get(random.nextInt(OUTCOMES.size())),
                maybe(8, ROLES[random.nextInt(ROLES.length)]),
                random.nextInt(3) == 0 ? OptionalInt.of(random.nextInt(2)) : OptionalInt.empty(),
                random.nextInt(3) == 0 ? Map.of() : Map.of("x_risk", random.nextInt(1000) / 8.0));
    }

    /** From a millionth of a dollar to millions, some of it again and again. */
    private long amount() {
        return random.nextInt(5) == 0 ? 1_000_000L : (long) StrictMath.exp(random.nextDouble() * 30);
    }

    private Optional<String> maybe(int oneIn, String value) {
        return random.nextInt(oneIn) == 0 ? Optional.empty() : Optional.of(value);
    }

    /** The same events as they arrive when each is delayed by less than {@code lateness}. */
    List<Event> delayed(List<Event> events, long latenessMicros) {
        record Delayed(Event event, long at) {}
        List<Delayed> arrivals = new ArrayList<>(events.stream()
                .map(event -> new Delayed(event, event.timeMicros() + (long) (random.nextDouble() * latenessMicros)))
                .toList());
        arrivals.sort(Comparator.comparingLong(Delayed::at));
        return arrivals.stream().map(Delayed::event).toList();
    }
}
