// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Iterator;
import java.util.function.LongSupplier;
import org.cordon.simulations.ledger.EventText;
import org.cordon.simulations.ledger.Ledger;

/**
 * Prints events when they are due.
 *
 * <p><b>Guarantees.</b> Whole lines only; what is printed is flushed before every wait. It ends within a wait of a stop that is asked for,
 * or soon after the reader has gone.
 */
final class Pace {
    /** How many lines are printed without a look at whether anybody reads. */
    private static final int LINES = 1_000;

    private static final long LONGEST_WAIT_MICROS = 200_000;

    private final long startMicros;
    private final double speed;
    private final Stop stop;
    private final LongSupplier nanos;
    private final long began;

    /**
     * From now on.
     *
     * @param speed how much faster than real time; 0 for no waits
     * @param nanos a clock that only runs on
     */
    Pace(long startMicros, double speed, Stop stop, LongSupplier nanos) {
        this.startMicros = startMicros;
        this.speed = speed;
        this.stop = stop;
        this.nanos = nanos;
        this.began = nanos.getAsLong();
    }

    /** Waits; true as soon as a stop is asked for, at once if it was before. */
    interface Stop {
        boolean await(Duration patience) throws InterruptedException;
    }

    /** Somebody else who is told each event. */
    interface Also {
        void take(Ledger.Located located) throws IOException;
    }

    /** Prints until the end or a stop; how many lines it was. */
    long print(Iterator<Ledger.Located> events, PrintWriter out, Also also) throws IOException, InterruptedException {
        long lines = 0;
        boolean read = true;
        while (read && events.hasNext()) {
            Ledger.Located located = events.next();
            if (!due(located.entry().event().timeMicros(), out)) {
                break;
            }
            out.print(EventText.json(located.exchange().name(), located.entry().event()) + '\n');
            also.take(located);
            lines++;
            read = lines % LINES != 0 || !(out.checkError() || stop.await(Duration.ZERO));
        }
        out.flush();
        return lines;
    }

    /** Waits until the moment; false where a stop was asked for or nobody reads. */
    private boolean due(long timeMicros, PrintWriter out) throws InterruptedException {
        if (speed == 0) {
            return true;
        }
        double at = (timeMicros - startMicros) / speed;
        boolean waited = false;
        while (true) {
            double left = at - (nanos.getAsLong() - began) / 1_000.0;
            if (left < 1_000) {
                return !waited || !out.checkError();
            }
            if (!waited && out.checkError()) {
                return false;
            }
            waited = true;
            long wait = (long) Math.min(LONGEST_WAIT_MICROS, left);
            if (stop.await(Duration.ofNanos(wait * 1_000)) || out.checkError()) {
                return false;
            }
        }
    }
}
