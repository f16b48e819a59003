// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.cordon.simulations.ledger.Ledger;
import org.cordon.simulations.ledger.Ledgers;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final Ledger DAY = new Ledger(Ledgers.small(1, 2, 1), List.of());

    private final AtomicLong nanos = new AtomicLong();

    private Pace at(double speed, Pace.Stop stop) {
        return new Pace(DAY.setting().startMicros(), speed, stop, nanos::get);
    }

    @Test
    void aDayTakesADayOverTheSpeed() throws Exception {
        StringWriter text = new StringWriter();
        long lines = at(3_600, this::waits).print(DAY.all(), new PrintWriter(text), located -> {});
        assertThat(text.toString().lines()).hasSize((int) lines);
        // 24 seconds, but for the quiet after the last event.
        assertThat(Duration.ofNanos(nanos.get())).isBetween(Duration.ofSeconds(23), Duration.ofSeconds(24));
    }

    private boolean waits(Duration patience) {
        nanos.addAndGet(patience.toNanos());
        return false;
    }

    @Test
    void withoutASpeedNothingWaits() throws Exception {
        assertThat(at(0, this::waits).print(DAY.all(), new PrintWriter(new StringWriter()), located -> {}))
                .isGreaterThan(1_000);
        assertThat(nanos.get()).isZero();
    }

    @Test
    void aStopEndsItAfterAWholeLine() throws Exception {
        StringWriter text = new StringWriter();
        Pace.Stop after = patience -> waits(patience) || nanos.get() > 2_000_000_000L;
        at(3_600, after).print(DAY.all(), new PrintWriter(text), located -> {});
        assertThat(text.toString()).endsWith("}\n");
        assertThat(Duration.ofNanos(nanos.get())).isLessThan(Duration.ofMillis(2_300));
    }

    @Test
    void itEndsSoonAfterTheReaderHasGone() throws Exception {
        OutputStream closed = new OutputStream() {
            private int left = 10_000;

            @Override
            public void write(int letter) throws IOException {
                if (left-- <= 0) {
                    throw new IOException("Broken pipe");
                }
            }
        };
        PrintWriter out =
                new PrintWriter(new PrintStream(closed, false, StandardCharsets.UTF_8), false, StandardCharsets.UTF_8);
        assertThat(at(0, this::waits).print(DAY.all(), out, located -> {})).isEqualTo(1_000);
    }
}
