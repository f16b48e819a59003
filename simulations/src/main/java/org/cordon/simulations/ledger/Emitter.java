// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.cordon.event.EventKind;
import org.cordon.simulations.generator.Draws;

/**
 * What one activity writes in one hour.
 *
 * <p><b>Guarantees.</b> Draws and names of events depend on exchange, activity and hour alone, so a script that is added or left out
 * changes no other event. Names are 64 bits of a hash: among 10^7 events of an exchange two are alike with probability 3e-6.
 */
public final class Emitter {
    private final Exchange exchange;
    private final String activity;
    private final long hour;
    private final Consumer<Entry> sink;
    private final Draws draws;
    private long events;

    /**
     * For one activity and hour.
     *
     * @param activity name, one of its own for each activity of the exchange
     * @param hour hours since 1970 in UTC
     */
    public Emitter(Exchange exchange, String activity, long hour, Consumer<Entry> sink) {
        this.exchange = exchange;
        this.activity = activity;
        this.hour = hour;
        this.sink = sink;
        this.draws = exchange.draws(activity, hour);
    }

    public Exchange exchange() {
        return exchange;
    }

    public Draws draws() {
        return draws;
    }

    /** Start of the hour, microseconds since 1970. */
    public long startMicros() {
        return hour * Clock.HOUR;
    }

    long hour() {
        return hour;
    }

    /** Some moment of the hour. */
    long someTime() {
        return startMicros() + (long) (draws.unit() * Clock.HOUR);
    }

    /** A number nobody else is given, for addresses and devices that were never there. */
    public long fresh() {
        return exchange.number(activity, hour, -1 - events, draws.below(Integer.MAX_VALUE));
    }

    /** An address that was never there. */
    public String freshAddress(String chain) {
        return exchange.address(chain, "fresh", fresh());
    }

    /** Starts an event. */
    public Draft event(EventKind kind, long timeMicros, Actor actor) {
        return new Draft(this, kind, timeMicros, actor);
    }

    /** An emitter with draws of its own whose events are part of a script. */
    public Emitter telling(String step, LongFunction<Truth> truth) {
        return new Emitter(
                exchange,
                activity + " " + step,
                hour,
                entry -> sink.accept(new Entry(
                        entry.event(), Optional.of(truth.apply(entry.event().timeMicros())))));
    }

    /** Events in an hour with that mean: negative binomial with dispersion k, as a Poisson draw at a gamma rate. */
    int bursty(double mean) {
        double k = exchange.rates().dispersion().value();
        return draws.poisson(mean * draws.gamma(k) / k);
    }

    String nextId() {
        return exchange.name() + "-" + Exchange.hex(exchange.number(activity, hour, events++));
    }

    void add(Entry entry) {
        sink.accept(entry);
    }
}
