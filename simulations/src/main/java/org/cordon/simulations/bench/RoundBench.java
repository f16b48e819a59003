// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cordon.simulations.engine.VectorSum;
import org.cordon.suite.Hashes;
import org.cordon.sum.ring.RingVector;
import org.cordon.sum.round.RoundConfiguration;

/**
 * Times whole rounds over real gRPC and mutual TLS: a coordinator and its participants in two processes of their own, with
 * durable stores, no training. A round lasts from its durable `open` until every participant holds the result.
 */
final class RoundBench {
    /** What {@code --json} prints. */
    record Figures(
            int participants,
            int length,
            int rounds,
            boolean exact,
            Seconds secondsPerRound,
            double blockCheckSeconds,
            double coordinatorHeapMb) {}

    /** Over the measured rounds. */
    record Seconds(double min, double median) {}

    private final int participants;
    private final int length;
    private final int warmUp;
    private final int rounds;
    private final List<String> database;
    private final Map<Integer, Long> opened = new TreeMap<>();
    private final List<List<Long>> held = new ArrayList<>();
    private final List<Long> checks = new ArrayList<>();
    private final List<String> sums = new ArrayList<>();
    private long heap;

    /** @param database nothing, or URL, user and password file of a PostgreSQL database */
    RoundBench(int participants, int length, int warmUp, int rounds, List<String> database) {
        this.participants = participants;
        this.length = length;
        this.warmUp = warmUp;
        this.rounds = rounds;
        this.database = List.copyOf(database);
        for (int member = 0; member <= participants; member++) {
            held.add(new ArrayList<>());
        }
    }

    /** Runs in {@code root}, an empty directory that the caller removes. */
    Figures run(Path root) throws IOException, InterruptedException {
        int all = warmUp + rounds;
        BenchDirectory directory = BenchDirectory.create(root, participants, length, all);
        List<String> arguments = new ArrayList<>(List.of(directory.root().toString(), "" + length, "" + all));
        arguments.addAll(database);
        Process coordinator = start(RoundBenchCoordinatorMain.class, arguments.toArray(String[]::new));
        try (BufferedReader lines = lines(coordinator)) {
            String first = lines.readLine();
            if (first == null || !first.startsWith("PORT ")) {
                throw new IOException("the coordinator's process ended before it listened");
            }
            Process members = start(
                    RoundBenchParticipantsMain.class,
                    directory.root().toString(),
                    "" + participants,
                    first.substring("PORT ".length()));
            try (BufferedReader theirs = lines(members)) {
                Thread reader = new Thread(() -> theirs.lines().forEach(this::member), "participants-output");
                reader.start();
                lines.lines().forEach(this::coordinator);
                reader.join();
            } finally {
                members.destroyForcibly().waitFor();
            }
        } finally {
            coordinator.destroyForcibly().waitFor();
        }
        return figures();
    }

    private static Process start(Class<?> main, String... arguments) throws IOException {
        return start(List.of("-XX:+UseParallelGC", "-Xmx2g"), main, arguments);
    }

    /** Starts {@code main} in a process of its own, with options for its memory. */
    static Process start(List<String> memory, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(memory);
        command.addAll(List.of(
                "-Djdk.serialFilter=!*",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+IgnoreUnrecognizedVMOptions",
                "-cp",
                classPath(),
                main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
    }

    /** Absolute, as the process may be started elsewhere; {@code dir/*} entries stay as they are. */
    private static String classPath() {
        return System.getProperty("java.class.path", "")
                .replace(File.pathSeparator + File.pathSeparator, File.pathSeparator);
    }

    static BufferedReader lines(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private void coordinator(String line) {
        String[] words = line.split(" ", -1);
        if (words[0].equals("OPEN")) {
            opened.put(opened.size(), Long.parseLong(words[2]));
        } else if (words[0].equals("HEAP")) {
            heap = Long.parseLong(words[1]);
        }
    }

    private synchronized void member(String line) {
        String[] words = line.split(" ", -1);
        switch (words[0]) {
            case "HELD" -> held.get(Integer.parseInt(words[1])).add(Long.parseLong(words[2]));
            case "CHECK" -> checks.add(Long.parseLong(words[2]));
            case "SUM" -> sums.add(words[3]);
            default -> {}
        }
    }

    private Figures figures() {
        List<Double> seconds = new ArrayList<>();
        for (int round = warmUp; round < warmUp + rounds; round++) {
            long last = 0;
            for (int member = 1; member <= participants; member++) {
                // The first state a member stores is the initial one.
                last = Math.max(last, held.get(member).get(round + 1));
            }
            seconds.add((last - opened.getOrDefault(round, last)) / 1e9);
        }
        seconds.sort(Comparator.naturalOrder());
        checks.sort(Comparator.naturalOrder());
        return new Figures(
                participants,
                length,
                rounds,
                exact(),
                new Seconds(seconds.get(0), seconds.get(seconds.size() / 2)),
                checks.get(checks.size() / 2) / 1e9,
                heap / 1e6);
    }

    /** Every sum that every participant was told is the plain sum of the contributions. */
    private boolean exact() {
        RoundConfiguration shape = new RoundConfiguration(
                "vector sum", length, VectorSum.MAX_ABS, Optional.empty(), participants, participants);
        long[] plain = new long[length + 1];
        for (int i = 0; i < length; i++) {
            for (int member = 1; member <= participants; member++) {
                plain[i] += RoundBenchParticipantsMain.word(member, i);
            }
        }
        plain[length] = participants;
        String expected = Hashes.blob(RingVector.ofSigned(shape.ring(), plain, VectorSum.MAX_ABS * participants)
                        .toByteArray())
                .hex();
        return sums.size() == participants * (warmUp + rounds) && sums.stream().allMatch(expected::equals);
    }
}
