// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The events of several exchanges.
 *
 * <p><b>Guarantees.</b> The same setting and scripts give the same events on every machine. Exchange 0 is the same whether there are one
 * or a hundred; a script adds its own events, makes withdrawals fail while payments are paused, and changes nothing else. Memory does
 * not grow with the number of days.
 */
public final class Ledger {
    private final Setting setting;
    private final List<Staged> staged;
    private final boolean background;

    /**
     * With customers, wallets and staff, and what is staged besides.
     *
     * @param staged scripts and where they are played
     */
    public Ledger(Setting setting, List<Staged> staged) {
        this(setting, staged, true);
    }

    private Ledger(Setting setting, List<Staged> staged, boolean background) {
        this.setting = setting;
        this.staged = List.copyOf(staged);
        this.background = background;
    }

    /** Only what is staged: no customers, wallets or staff. */
    public static Ledger ofStaged(Setting setting, List<Staged> staged) {
        return new Ledger(setting, staged, false);
    }

    /**
     * A script at an exchange.
     *
     * @param exchange its number from 0
     * @param activity what it writes
     * @param pauses when the exchange pays nobody
     */
    public record Staged(int exchange, Activity activity, List<Pause> pauses) {
        public Staged {
            pauses = List.copyOf(pauses);
        }
    }

    /**
     * An event and the exchange that has it.
     *
     * @param exchange where
     * @param entry what
     */
    public record Located(Exchange exchange, Entry entry) {}

    public Setting setting() {
        return setting;
    }

    public List<Staged> staged() {
        return staged;
    }

    /** The events of one exchange, by its number from 0. */
    public ExchangeEvents events(int number) {
        Exchange exchange = setting.exchange(number);
        List<Activity> activities = new ArrayList<>(background ? ExchangeEvents.background(exchange) : List.of());
        List<Pause> pauses = new ArrayList<>();
        for (Staged one : staged) {
            if (one.exchange() == number) {
                activities.add(one.activity());
                pauses.addAll(one.pauses());
            }
        }
        return new ExchangeEvents(
                exchange, activities, pauses, setting.startMicros() / Clock.HOUR, setting.days() * 24L);
    }

    /** The events of all exchanges in order of time. */
    public Iterator<Located> all() {
        PriorityQueue<Head> heads = new PriorityQueue<>();
        for (int number = 0; number < setting.exchanges(); number++) {
            push(heads, setting.exchange(number), events(number));
        }
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return !heads.isEmpty();
            }

            @Override
            public Located next() {
                Head head = heads.remove();
                push(heads, head.next().exchange(), head.rest());
                return head.next();
            }
        };
    }

    private static void push(PriorityQueue<Head> heads, Exchange exchange, ExchangeEvents rest) {
        if (rest.hasNext()) {
            heads.add(new Head(new Located(exchange, rest.next()), rest));
        }
    }

    private record Head(Located next, ExchangeEvents rest) implements Comparable<Head> {
        @Override
        public int compareTo(Head other) {
            return Entry.IN_TIME.compare(next.entry(), other.next.entry());
        }
    }
}
