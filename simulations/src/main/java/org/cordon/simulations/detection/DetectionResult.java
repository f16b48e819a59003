// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.detection;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.simulations.laboratory.Promised;
import org.cordon.simulations.results.Results;

/**
 * What {@code cordon simulate detection --json} prints, and nothing else.
 *
 * @param model as {@code --model} names it
 * @param seeds of the runs, in the order of every {@code perSeed}
 * @param alone every exchange with its own model
 * @param scoreAveraging the mean of these models' scores
 * @param together the model of the federation
 * @param pooled a model from all rows in one place
 * @param privacy that what was trained together kept; left out where there is none
 * @param scripts of a scenario, attacks and negative controls by name: what is above the threshold that 1 % of the honest rows of no
 *     script are above; left out where there are none
 */
record DetectionResult(
        String model,
        List<Long> seeds,
        Scores alone,
        Scores scoreAveraging,
        Scores together,
        Scores pooled,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<Promised> privacy,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) SortedMap<String, Script> scripts) {
    private static final String TRIPPED = "together/tripped/";
    private static final String ROWS = "/rows";

    DetectionResult {
        seeds = List.copyOf(seeds);
        scripts = new TreeMap<>(scripts);
    }

    /**
     * Of one script, means over the seeds.
     *
     * @param rows share of its rows
     * @param plays share of the times it was played with at least one row
     */
    record Script(Ways rows, Ways plays) {}

    /** A share each way; alone the mean over exchanges. */
    record Ways(double alone, double scoreAveraging, double together, double pooled) {}

    /** On the rows that nobody trained on. */
    record Scores(Figure averagePrecision, Figure rocAuc, Figure recallAt1PctFpr) {}

    /**
     * A metric over seeds and, alone, exchanges.
     *
     * @param mean over the seeds
     * @param worst of the seeds; alone also of the exchanges
     * @param perSeed one for each seed; alone the mean over its exchanges
     */
    record Figure(double mean, double worst, List<Double> perSeed) {
        Figure {
            perSeed = List.copyOf(perSeed);
        }

        static Figure of(List<Double> perSeed, List<Double> worsts) {
            double mean = perSeed.stream().mapToDouble(v -> v).average().orElseThrow();
            double worst = worsts.stream().mapToDouble(v -> v).min().orElseThrow();
            return new Figure(Math.max(worst, mean), worst, perSeed); // rounding may leave the range by a bit
        }
    }

    /** One run's metrics under the names that experiments give them. */
    private record Seed(Object seed, Map<String, Double> together, SortedMap<String, Double> others) {
        double other(String name) {
            return Optional.ofNullable(others.get(name))
                    .orElseThrow(() -> new CommandFailure(
                            ExitCode.CHECK_FAILED,
                            "there must be " + name + " with seed " + seed + ", but no such model could be trained: "
                                    + (name.startsWith("pooled") ? "it" : "each of them")
                                    + " diverged, or had no rows",
                            "Give a smaller --learning-rate, or spread the rows in another way"));
        }
    }

    /** The runs that lie in the tables. */
    static DetectionResult of(String model, Results results) {
        List<Map<String, Object>> rows = results.query("SELECT * FROM run");
        List<Long> seeds = rows.stream().map(row -> (Long) value(row, "seed")).toList();
        List<Seed> runs = rows.stream().map(DetectionResult::seed).toList();
        Function<String, Scores> shared =
                way -> scores(metric -> each(runs, run -> run.other(way + "/" + metric)), metric -> List.of());
        return new DetectionResult(
                model,
                seeds,
                scores(
                        metric -> each(runs, run -> run.other("alone/" + metric + "/mean")),
                        metric -> each(runs, run -> run.other("alone/" + metric + "/worst"))),
                shared.apply("scoreAveraging"),
                scores(
                        metric -> each(
                                runs,
                                run -> Optional.ofNullable(run.together().get(metric))
                                        .orElseThrow()),
                        metric -> List.of()),
                shared.apply("pooled"),
                Promised.of(runs.stream().map(Seed::others).toList()),
                scripts(runs));
    }

    private static SortedMap<String, Script> scripts(List<Seed> runs) {
        SortedMap<String, Script> scripts = new TreeMap<>();
        for (Seed run : runs) {
            run.others().keySet().stream()
                    .filter(name -> name.startsWith(TRIPPED) && name.endsWith(ROWS))
                    .map(name -> name.substring(TRIPPED.length(), name.length() - ROWS.length()))
                    .forEach(name -> scripts.computeIfAbsent(
                            name, script -> new Script(ways(runs, script + ROWS), ways(runs, script + "/plays"))));
        }
        return scripts;
    }

    /** Over the seeds that have the script. */
    private static Ways ways(List<Seed> runs, String metric) {
        return new Ways(
                mean(runs, "alone/tripped/" + metric + "/mean"),
                mean(runs, "scoreAveraging/tripped/" + metric),
                mean(runs, TRIPPED + metric),
                mean(runs, "pooled/tripped/" + metric));
    }

    private static double mean(List<Seed> runs, String figure) {
        return runs.stream()
                .flatMap(run -> Optional.ofNullable(run.others().get(figure)).stream())
                .mapToDouble(value -> value)
                .average()
                .orElse(0);
    }

    private static Scores scores(Function<String, List<Double>> perSeed, Function<String, List<Double>> worsts) {
        Function<String, Figure> figure = metric -> {
            List<Double> values = perSeed.apply(metric);
            List<Double> worst = worsts.apply(metric);
            return Figure.of(values, worst.isEmpty() ? values : worst);
        };
        return new Scores(figure.apply("averagePrecision"), figure.apply("rocAuc"), figure.apply("recallAt1PctFpr"));
    }

    private static List<Double> each(List<Seed> runs, Function<Seed, Double> value) {
        List<Double> values = new ArrayList<>();
        runs.forEach(run -> values.add(value.apply(run)));
        return values;
    }

    private static Seed seed(Map<String, Object> row) {
        if ("diverged".equals(row.get("status"))) {
            throw new CommandFailure(
                    ExitCode.CHECK_FAILED,
                    "training diverged with seed " + row.get("seed") + ": a parameter ceased to be finite",
                    "Give a smaller --learning-rate");
        }
        return new Seed(
                value(row, "seed"),
                Map.of(
                        "averagePrecision", (Double) value(row, "average_precision"),
                        "rocAuc", (Double) value(row, "roc_auc"),
                        "recallAt1PctFpr", (Double) value(row, "recall_at_1pct_fpr")),
                Results.numbers(row.get("figures")));
    }

    private static Object value(Map<String, Object> row, String column) {
        return Optional.ofNullable(row.get(column))
                .orElseThrow(() -> new IllegalStateException(column + " must be in the table, but is not"));
    }
}
