// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.laboratory;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import org.cordon.simulations.experiment.Run;

/** Tells how far an experiment is, a line now and then, with the time that is left. */
public final class Progress {
    private static final long EVERY_NANOS = 5_000_000_000L;

    private final PrintWriter out;
    private long begun = System.nanoTime();
    private long told = begun;
    private double planned;
    private double played;
    private double playedOfRun;
    private int runs;
    private int over;
    private String now = "";
    private int rounds;
    private int roundsOfRun;
    private double passesOfRun;
    private boolean loading = true;

    public Progress(PrintWriter out) {
        this.out = out;
    }

    synchronized void begin(int all, List<Run> left) {
        runs = left.size();
        planned = left.stream().mapToDouble(Progress::passes).sum();
        begun = System.nanoTime();
        told = begun;
        if (left.size() < all) {
            out.printf("%d of %d runs are over already%n", all - left.size(), all);
        }
        out.flush();
    }

    /** Passes over the rows of all exchanges: a comparison trains alone and pooled, each with as many as the federation. */
    private static double passes(Run run) {
        return run.settings().rounds() * (run.settings().compare().orElse(false) ? 3.0 : 1.0);
    }

    /** What an external trainer wrote to stderr. */
    synchronized void said(String line) {
        out.println("trainer: " + line);
        out.flush();
    }

    synchronized void run(Run run) {
        now = run.label() + ", seed " + run.seed();
        rounds = run.settings().rounds();
        passesOfRun = passes(run);
        roundsOfRun = 0;
        playedOfRun = 0;
    }

    synchronized void round(int round, Optional<SortedMap<String, Double>> metrics) {
        count(1);
        roundsOfRun = round + 1;
        if (System.nanoTime() - told < EVERY_NANOS) {
            return;
        }
        tell(metrics);
    }

    /** Something that happened in the round at hand. */
    synchronized void say(String what) {
        out.printf("run %d of %d (%s): round %d: %s%n", Math.min(runs, over + 1), runs, now, roundsOfRun + 1, what);
        out.flush();
    }

    /** A model to compare with has seen this share of the rows of all exchanges. */
    synchronized void compared(double share) {
        count(share);
        if (System.nanoTime() - told >= EVERY_NANOS) {
            told = System.nanoTime();
            out.printf(
                    "run %d of %d (%s): training models to compare with; %s left%n",
                    Math.min(runs, over + 1), runs, now, left());
            out.flush();
        }
    }

    private void count(double passes) {
        if (loading) {
            loading = false; // libraries and data, which happens once and tells nothing about the rest
            begun = System.nanoTime();
            planned -= passes;
        } else {
            played += passes;
        }
        playedOfRun += passes;
    }

    private void tell(Optional<SortedMap<String, Double>> metrics) {
        told = System.nanoTime();
        String judged = metrics.flatMap(map -> Optional.ofNullable(map.get("accuracy"))
                        .map(value -> String.format(Locale.ROOT, ", accuracy %.3f", value))
                        .or(() -> Optional.ofNullable(map.get("averagePrecision"))
                                .map(value -> String.format(Locale.ROOT, ", average precision %.3f", value))))
                .orElse("");
        out.printf(
                "run %d of %d (%s): round %d of %d%s; %s left%n",
                Math.min(runs, over + 1), runs, now, roundsOfRun, rounds, judged, left());
        out.flush();
    }

    private String left() {
        if (played < 1) {
            return "some time";
        }
        double each = (System.nanoTime() - begun) / 1e9 / played;
        long seconds = Math.round(each * Math.max(0, planned - played));
        return seconds < 120 ? seconds + " s" : seconds / 60 + " min";
    }

    /** The run is over, perhaps before its last round. */
    synchronized void over() {
        over++;
        planned -= passesOfRun - playedOfRun;
        if (over == runs || System.nanoTime() - told >= EVERY_NANOS) {
            tell(Optional.empty());
        }
    }
}
