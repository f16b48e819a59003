// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.laboratory;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cordon.simulations.results.Results;

/**
 * What an experiment came to, point by point.
 *
 * @param experiment its name
 * @param points in the order of the sweep
 */
record Summary(String experiment, List<Point> points) {
    private static final List<String> METRICS =
            List.of("accuracy", "average_precision", "roc_auc", "recall_at_1pct_fpr", "loss");

    /**
     * One point of the sweep over its seeds.
     *
     * @param seeds that are over
     * @param diverged how many of them
     * @param metrics of the last model
     * @param targetRounds rounds until the target was met, of the seeds that met it
     * @param refusals why production would refuse it
     * @param privacy that its sums kept
     */
    record Point(
            String label,
            List<Long> seeds,
            int diverged,
            SortedMap<String, Figure> metrics,
            List<Integer> targetRounds,
            List<String> refusals,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<Promised> privacy) {}

    /**
     * Over seeds.
     *
     * @param worst the largest loss, the smallest of everything else
     */
    record Figure(double mean, double worst, List<Double> perSeed) {}

    static Summary of(Results results) {
        List<Map<String, Object>> rows = results.query("SELECT * FROM run");
        Map<String, List<Map<String, Object>>> points = new LinkedHashMap<>();
        rows.forEach(row -> points.computeIfAbsent(String.valueOf(row.get("point")), any -> new ArrayList<>())
                .add(row));
        List<Point> all = new ArrayList<>();
        points.values().forEach(runs -> all.add(point(String.valueOf(runs.get(0).get("label")), runs)));
        return new Summary(String.valueOf(rows.get(0).get("experiment")), List.copyOf(all));
    }

    private static Point point(String label, List<Map<String, Object>> runs) {
        SortedMap<String, Figure> metrics = new TreeMap<>();
        for (String metric : METRICS) {
            List<Double> values = runs.stream()
                    .flatMap(run -> Optional.ofNullable((Double) run.get(metric)).stream())
                    .toList();
            if (!values.isEmpty()) {
                double mean = values.stream().mapToDouble(v -> v).average().orElseThrow();
                double worst = metric.equals("loss")
                        ? values.stream().mapToDouble(v -> v).max().orElseThrow()
                        : values.stream().mapToDouble(v -> v).min().orElseThrow();
                metrics.put(metric, new Figure(mean, worst, values));
            }
        }
        return new Point(
                label,
                runs.stream().map(run -> (Long) run.get("seed")).toList(),
                (int) runs.stream()
                        .filter(run -> "diverged".equals(run.get("status")))
                        .count(),
                metrics,
                runs.stream()
                        .flatMap(run -> Optional.ofNullable((Integer) run.get("target_round")).stream())
                        .toList(),
                Results.texts(runs.get(0).get("refusals")),
                Promised.of(runs.stream()
                        .map(run -> Results.numbers(run.get("figures")))
                        .toList()));
    }

    void print(PrintWriter out) {
        List<String> shown = METRICS.stream()
                .filter(metric ->
                        points.stream().anyMatch(point -> point.metrics().containsKey(metric)))
                .toList();
        int width =
                points.stream().mapToInt(point -> point.label().length()).max().orElse(0);
        width = Math.min(60, Math.max(width, 5));
        StringBuilder head = new StringBuilder(String.format(Locale.ROOT, "%-" + width + "s  seeds", "point"));
        shown.forEach(metric -> head.append(String.format(Locale.ROOT, "  %18s", metric.replace('_', ' '))));
        out.println(experiment + ", last model, mean over seeds (worst)");
        out.println();
        out.println(head);
        for (Point point : points) {
            String label =
                    point.label().length() > width ? point.label().substring(0, width - 3) + "..." : point.label();
            StringBuilder line = new StringBuilder(String.format(
                    Locale.ROOT, "%-" + width + "s  %5d", label, point.seeds().size()));
            for (String metric : shown) {
                Optional<Figure> figure = Optional.ofNullable(point.metrics().get(metric));
                line.append(String.format(
                        Locale.ROOT,
                        "  %18s",
                        figure.map(f -> String.format(Locale.ROOT, "%.4f (%.4f)", f.mean(), f.worst()))
                                .orElse("-")));
            }
            if (point.diverged() > 0) {
                line.append("  ").append(point.diverged()).append(" diverged");
            }
            if (!point.targetRounds().isEmpty()) {
                line.append("  target after ").append(point.targetRounds()).append(" rounds");
            }
            out.println(line.toString().stripTrailing());
        }
        points.stream()
                .filter(point -> point.privacy().isPresent())
                .forEach(point -> out.println("Differential privacy, " + point.label() + ": "
                        + point.privacy().orElseThrow().sentence()
                        + "; of 'together' only: alone, averaged scores and pooled have no noise"));
        List<String> refusals =
                Refusals.counted(points.stream().map(Point::refusals).toList(), "points");
        if (!refusals.isEmpty()) {
            out.println();
            out.println("A simulation; production would refuse this:");
            refusals.forEach(reason -> out.println("  " + reason));
        }
    }
}
