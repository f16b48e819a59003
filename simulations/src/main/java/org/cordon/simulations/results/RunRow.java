// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.results;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A row of {@link Tables#RUN}.
 *
 * @param shape what was planned
 * @param ending what came of it
 */
public record RunRow(Shape shape, Ending ending) {
    /**
     * What was planned.
     *
     * @param run 16 hexadecimal digits
     * @param point key to value
     * @param plugins name to SHA-256
     */
    public record Shape(
            String run,
            String experiment,
            String label,
            SortedMap<String, String> point,
            long seed,
            Kinds kinds,
            boolean secureSum,
            int exchanges,
            int rounds,
            int parameters,
            List<String> refusals,
            SortedMap<String, String> plugins) {
        public Shape {
            point = new TreeMap<>(point);
            plugins = new TreeMap<>(plugins);
            refusals = List.copyOf(refusals);
        }
    }

    /** What kind of run it is. */
    public record Kinds(String strategy, String attack, String defence, String partition, String model) {}

    /**
     * What came of it.
     *
     * @param targetRound rounds until the target was met
     * @param metrics of the last model; of one that diverged there are none to tell
     * @param figures of comparators, by their names
     */
    public record Ending(
            boolean diverged,
            int roundsDone,
            Optional<Integer> targetRound,
            SortedMap<String, Double> metrics,
            SortedMap<String, Double> figures) {
        public Ending {
            metrics = new TreeMap<>(metrics);
            figures = new TreeMap<>(figures);
        }
    }

    String line() {
        return new CsvLine()
                .add(Tables.VERSION)
                .add(shape.run())
                .add(shape.experiment())
                .add(shape.label())
                .add(Json.of(shape.point()))
                .add(shape.seed())
                .add(shape.kinds().strategy())
                .add(shape.kinds().attack())
                .add(shape.kinds().defence())
                .add(shape.kinds().partition())
                .add(shape.kinds().model())
                .add(shape.secureSum())
                .add(shape.exchanges())
                .add(shape.rounds())
                .add(shape.parameters())
                .add(Json.of(shape.refusals()))
                .add(Json.of(shape.plugins()))
                .add(ending.diverged() ? "diverged" : "done")
                .add(ending.roundsDone())
                .add(ending.targetRound())
                .metrics(Optional.of(ending.metrics()).filter(any -> !ending.diverged()))
                .add(Json.of(ending.figures()))
                .end();
    }
}
