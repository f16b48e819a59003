// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.results;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;
import org.cordon.simulations.engine.TrialListener;

/** Writes what happens in a run as it happens; only {@link #finish} makes it count. */
public final class RunWriter implements TrialListener, Closeable {
    private final Path runs;
    private final String run;
    private final BufferedWriter rounds;
    private final BufferedWriter clients;

    RunWriter(Path runs, String run) throws IOException {
        this.runs = runs;
        this.run = run;
        this.rounds = Files.newBufferedWriter(runs.resolve(run + ".round.csv"));
        this.clients = Files.newBufferedWriter(runs.resolve(run + ".client_round.csv"));
    }

    @Override
    public void client(ClientPlayed client) {
        write(
                clients,
                new CsvLine()
                        .add(run)
                        .add(client.round())
                        .add(client.exchange())
                        .add(client.attacks() ? "attacker" : "honest")
                        .add(client.status().name().toLowerCase(Locale.ROOT))
                        .add(client.rows())
                        .add(client.steps())
                        .add(client.weight())
                        .add(client.norm())
                        .add(client.shrink())
                        .metrics(client.personal())
                        .end());
    }

    @Override
    public void round(RoundPlayed round) {
        write(
                rounds,
                new CsvLine()
                        .add(run)
                        .add(round.round())
                        .add(round.asked())
                        .add(round.summed())
                        .add(round.norm())
                        .add(round.bytesUp())
                        .add(round.bytesDown())
                        .metrics(round.metrics())
                        .end());
    }

    private static void write(BufferedWriter to, String line) {
        try {
            to.write(line);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The run is over; from here on it counts. */
    public void finish(RunRow row) throws IOException {
        close();
        Path whole = runs.resolve(run + ".run.csv");
        Path half = runs.resolve(run + ".run.half");
        Files.writeString(half, row.line());
        Files.move(half, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
        rounds.close();
        clients.close();
    }

    /** The name of a run whose row lies in this file, if it is one. */
    static Optional<String> finished(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".run.csv") ? Optional.of(name.substring(0, name.length() - 8)) : Optional.empty();
    }
}
