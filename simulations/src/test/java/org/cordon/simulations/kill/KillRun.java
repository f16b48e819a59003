// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.kill;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** Runs tasks whose processes are killed, one after the other, until the kills are used up and each task has finished. */
final class KillRun {
    static final List<String> POINTS = List.of(
            "coordinator epoch-begun",
            "coordinator epoch",
            "coordinator open",
            "coordinator ready",
            "coordinator cohort",
            "coordinator uploaded",
            "coordinator survivors",
            "coordinator endorsement",
            "coordinator reveal",
            "coordinator result",
            "coordinator compact",
            "coordinator receipt",
            "coordinator published",
            "coordinator log",
            "coordinator log-note",
            "coordinator log-published",
            "member keys",
            "member entered",
            "member ready",
            "member uploaded",
            "member endorsed",
            "member revealed",
            "member log");
    static final String OUTSIDE = "SIGKILL at a random time";

    private static final Set<String> EARLY = Set.of("coordinator epoch-begun", "coordinator epoch", "member keys");
    private static final Duration STEP = Duration.ofSeconds(3);
    private static final long UNHIT_MILLIS = 20_000;

    private final Path root;
    private final Random random;
    private final int rounds;
    private final long deadline;
    private final Map<String, Integer> hits = new TreeMap<>();
    private int left;
    private int tasks;

    KillRun(Path root, long seed, int kills, int rounds, Duration within) {
        this.root = root;
        this.random = new Random(seed);
        this.left = kills;
        this.rounds = rounds;
        this.deadline = System.nanoTime() + within.toNanos();
        POINTS.forEach(point -> hits.put(point, 0));
        hits.put(OUTSIDE, 0);
    }

    Map<String, Integer> run() throws Exception {
        do {
            task(root.resolve("task" + tasks++));
        } while (left > 0);
        return hits;
    }

    private void task(Path directory) throws Exception {
        KillDirectory made = KillDirectory.create(directory, rounds, left + rounds, STEP);
        String at = made.root().toString();
        String port = "" + freePort();
        Ledger ledger = new Ledger();
        try (KillNode coordinator = new KillNode(KillCoordinatorMain.class, List.of(at, port), ledger);
                KillNode many =
                        new KillNode(KillParticipantsMain.class, List.of(at, port, "1", "2", "3", "4"), ledger);
                KillNode one = new KillNode(KillParticipantsMain.class, List.of(at, port, "5"), ledger)) {
            List<KillNode> nodes = List.of(coordinator, many, one);
            while (!ledger.isFinished()) {
                if (left > 0) {
                    kill(nodes, ledger);
                } else if (coordinator.awaitEnd(100)) {
                    throw new AssertionError("the coordinator ended by itself:\n" + coordinator.tail());
                }
                check(nodes, ledger);
            }
        }
        System.out.println("task " + tasks + ": " + ledger);
        System.out.println("log " + tasks + ": " + new LogsAfterwards(made).check());
        if (!ledger.faults().isEmpty()) {
            throw new AssertionError(String.join("\n", ledger.faults()));
        }
    }

    private void check(List<KillNode> nodes, Ledger ledger) {
        boolean late = System.nanoTime() > deadline;
        if (late || !ledger.faults().isEmpty()) {
            throw new AssertionError((late ? "not finished in time, hits " + hits : "faults " + ledger.faults()) + "\n"
                    + ledger + "\n== coordinator\n" + nodes.get(0).tail() + "\n== members 1 to 4\n"
                    + nodes.get(1).tail() + "\n== member 5\n" + nodes.get(2).tail());
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void kill(List<KillNode> nodes, Ledger ledger) throws Exception {
        if (ledger.sums() > 0 && random.nextInt(6) == 0) {
            KillNode node = nodes.get(random.nextInt(3));
            if (!node.awaitEnd(random.nextInt(1_500))) {
                node.kill();
            }
            ended(node, "");
            return;
        }
        String point = next(ledger.sums() == 0);
        String[] words = point.split(" ", -1);
        KillNode node = words[0].equals("coordinator") ? nodes.get(0) : nodes.get(1 + random.nextInt(2));
        int nth = EARLY.contains(point) ? 1 : 1 + random.nextInt(3);
        node.order("KILL " + words[1] + " " + (random.nextBoolean() ? "after" : "before") + " " + nth);
        long until = System.nanoTime() + UNHIT_MILLIS * 1_000_000;
        while (!node.awaitEnd(20)) {
            if (System.nanoTime() > until || ledger.isFinished()) {
                node.order("DISARM");
                return;
            }
        }
        ended(node, words[0] + " ");
    }

    private void ended(KillNode node, String role) throws IOException, InterruptedException {
        Optional<String> where = node.restart();
        hits.merge(where.map(w -> role + w.split(" ", -1)[0]).orElse(OUTSIDE), 1, Integer::sum);
        left--;
    }

    /** A point that was hit least. */
    private String next(boolean early) {
        List<String> eligible = new ArrayList<>(
                POINTS.stream().filter(point -> early || !EARLY.contains(point)).toList());
        Collections.shuffle(eligible, random);
        return eligible.stream()
                .min(Comparator.comparing(point -> hits.getOrDefault(point, 0)))
                .orElseThrow();
    }
}
