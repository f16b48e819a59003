// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.kill;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A node in a process of its own, started again whenever it was killed. */
final class KillNode implements AutoCloseable {
    private static final int TAIL = 400;

    private final List<String> command;
    private final Ledger ledger;
    private final Deque<String> tail = new ArrayDeque<>();
    private Process process;
    private Thread reader;
    private Optional<String> halted = Optional.empty();

    KillNode(Class<?> main, List<String> arguments, Ledger ledger) throws IOException {
        this.command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Xmx192m",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+IgnoreUnrecognizedVMOptions",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(arguments);
        this.ledger = ledger;
        this.process = launch();
        this.reader = read(process);
    }

    private Process launch() throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(Redirect.PIPE)
                .start();
    }

    private Thread read(Process from) {
        Thread thread = new Thread(() -> {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(from.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    line(line);
                }
            } catch (IOException closed) {
                line("output ended: " + closed.getMessage());
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private synchronized void line(String line) {
        if (line.startsWith("HALT ")) {
            halted = Optional.of(line.substring("HALT ".length()));
        }
        tail.add(line);
        if (tail.size() > TAIL) {
            tail.remove();
        }
        ledger.line(line);
    }

    void order(String order) {
        try {
            process.getOutputStream().write((order + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException gone) {
            line("order not heard: " + gone.getMessage());
        }
    }

    /** Whether the process has ended, after waiting for that. */
    boolean awaitEnd(long millis) throws InterruptedException {
        return process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Where the ended process was halted, if it was not killed from outside; the node runs again on return. */
    Optional<String> restart() throws IOException, InterruptedException {
        reader.join();
        Optional<String> where;
        synchronized (this) {
            where = halted;
            halted = Optional.empty();
        }
        process = launch();
        reader = read(process);
        return where;
    }

    /** The last lines it said. */
    synchronized String tail() {
        return String.join("\n", tail);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
