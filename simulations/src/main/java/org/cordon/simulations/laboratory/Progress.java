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
final class Progress {
    private static final long EVERY_NANOS = 5_000_000_000L;

    private final PrintWriter out;
    private long begun = System.nanoTime();
    private long told = begun;
    private long plannedRounds;
    private long playedRounds;
    private int runs;
    private int over;
    private String now = "";
    private int rounds;
    private int roundsOfRun;

    Progress(PrintWriter out) {
        this.out = out;
    }

    void begin(int all, List<Run> left) {
        runs = left.size();
        plannedRounds = left.stream().mapToLong(run -> run.settings().rounds()).sum();
        begun = System.nanoTime();
        told = begun;
        if (left.size() < all) {
            out.printf("%d of %d runs are over already%n", all - left.size(), all);
        }
        out.flush();
    }

    void run(Run run) {
        now = run.label() + ", seed " + run.seed();
        rounds = run.settings().rounds();
        roundsOfRun = 0;
    }

    /** What an external trainer wrote to stderr. */
    void said(String line) {
        out.println("trainer: " + line);
        out.flush();
    }

    void round(int round, Optional<SortedMap<String, Double>> metrics) {
        playedRounds++;
        roundsOfRun = round + 1;
        if (System.nanoTime() - told < EVERY_NANOS) {
            return;
        }
        tell(metrics);
    }

    /** Something that happened in the round at hand. */
    void say(String what) {
        out.printf("run %d of %d (%s): round %d: %s%n", Math.min(runs, over + 1), runs, now, roundsOfRun + 1, what);
        out.flush();
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
        if (playedRounds == 0) {
            return "some time";
        }
        double each = (System.nanoTime() - begun) / 1e9 / playedRounds;
        long seconds = Math.round(each * Math.max(0, plannedRounds - playedRounds));
        return seconds < 120 ? seconds + " s" : seconds / 60 + " min";
    }

    /** The run is over, perhaps before its last round. */
    void over() {
        over++;
        plannedRounds -= rounds - roundsOfRun;
        if (over == runs || System.nanoTime() - told >= EVERY_NANOS) {
            tell(Optional.empty());
        }
    }
}
