// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import org.cordon.event.EventKind;
import org.cordon.event.Outcome;

/**
 * The events of one exchange in order of time, hour by hour.
 *
 * <p><b>Guarantees.</b> Memory holds the events of an hour and those that were announced for later, never the whole ledger. While payments
 * are paused, withdrawals of the background fail and are not paid; nothing else of the background depends on scripts.
 */
public final class ExchangeEvents implements Iterator<Entry> {
    private final Exchange exchange;
    private final List<Activity> activities;
    private final List<Pause> pauses;
    private final long endHour;
    private final PriorityQueue<Entry> waiting = new PriorityQueue<>(Entry.IN_TIME);
    private long hour;

    /**
     * From one hour to another.
     *
     * @param activities {@link #background}, scripts, or both; names must differ
     * @param pauses when withdrawals fail
     * @param startHour hours since 1970 in UTC
     * @param hours how many
     */
    public ExchangeEvents(
            Exchange exchange, List<Activity> activities, List<Pause> pauses, long startHour, long hours) {
        this.exchange = exchange;
        this.activities = List.copyOf(activities);
        this.pauses = List.copyOf(pauses);
        this.hour = startHour;
        this.endHour = startHour + hours;
    }

    /** What customers, wallets, market makers and staff do. */
    public static List<Activity> background(Exchange exchange) {
        return List.of(
                new CustomerVisits(exchange),
                new Deposits(exchange),
                new Trading(exchange),
                new ApiCalls(exchange),
                new Treasury(exchange),
                new Staff(exchange));
    }

    @Override
    public boolean hasNext() {
        while (hour < endHour && (waiting.isEmpty() || waiting.peek().event().timeMicros() >= hour * Clock.HOUR)) {
            for (Activity activity : activities) {
                activity.fill(new Emitter(exchange, activity.name(), hour, this::take));
            }
            hour++;
        }
        return !waiting.isEmpty() && waiting.peek().event().timeMicros() < endHour * Clock.HOUR;
    }

    @Override
    public Entry next() {
        if (!hasNext()) {
            throw new NoSuchElementException("events of " + exchange.name() + " are over");
        }
        return waiting.remove();
    }

    /** How many events of scripts lie behind the end and are left out; known once {@link #hasNext()} is false. */
    public long scriptedBehindTheEnd() {
        return waiting.stream().filter(entry -> entry.truth().isPresent()).count();
    }

    private void take(Entry entry) {
        Event event = entry.event();
        boolean paused = entry.truth().isEmpty() && pauses.stream().anyMatch(pause -> pause.covers(event.timeMicros()));
        if (paused && event.kind() == EventKind.TRANSFER && event.actor().role().equals(Actor.HOT_WALLET)) {
            return;
        }
        waiting.add(paused && event.kind() == EventKind.WITHDRAWAL ? ended(entry) : entry);
    }

    private static Entry ended(Entry entry) {
        return new Entry(entry.event().ending(Outcome.FAILURE), entry.truth());
    }
}
