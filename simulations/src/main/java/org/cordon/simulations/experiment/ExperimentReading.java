// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.experiment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.yaml.Binder;
import org.cordon.yaml.Lines;
import org.cordon.yaml.Node;
import org.cordon.yaml.Problem;
import org.cordon.yaml.YamlTree;

/**
 * An experiment's file as it was read: its runs, or everything that keeps it from having any.
 *
 * <p><b>Guarantees.</b> There are runs exactly if there are no problems; every problem names its line where it has one, and
 * the mend; values of a sweep are checked in the places that they are for; no two runs compute the same.
 */
public final class ExperimentReading {
    private static final int MAX_BYTES = 1 << 20;
    private static final int SHOWN = 20;

    private final Path file;
    private final String text;
    private final List<Problem> problems;
    private final List<Run> runs;

    private ExperimentReading(Path file, String text, List<Problem> problems, List<Run> runs) {
        this.file = file;
        this.text = text;
        this.problems = problems.stream().distinct().sorted(Problem.IN_ORDER).toList();
        this.runs = this.problems.isEmpty() ? List.copyOf(runs) : List.of();
    }

    /** Reads {@code file}; one that cannot be read at all is a {@link CommandFailure}. */
    public static ExperimentReading of(Path file) {
        return of(file, content(file));
    }

    /** Reads {@code text} as if it stood in {@code file}. */
    public static ExperimentReading of(Path file, String text) {
        List<Problem> problems = new ArrayList<>();
        List<Run> runs = new ArrayList<>();
        Optional<Node> root = YamlTree.parse(text.getBytes(StandardCharsets.UTF_8), problems);
        if (root.isPresent() && root.orElseThrow() instanceof Node.Mapping mapping) {
            List<Sweep.Point> points = Sweep.points(mapping, problems);
            boolean keyed = points.stream()
                            .map(point -> List.copyOf(point.values().keySet()))
                            .distinct()
                            .count()
                    > 1;
            Map<String, String> known = new HashMap<>();
            for (Sweep.Point point : points) {
                bind(point, problems).ifPresent(settings -> {
                    String canonical = Canonical.ofRun(settings);
                    String label = label(settings, point, keyed);
                    Optional.ofNullable(known.putIfAbsent(canonical, label))
                            .ifPresent(other -> problems.add(new Problem(
                                    new Lines(Optional.of(mapping)).of(Sweep.KEY),
                                    Sweep.KEY,
                                    "points of sweep must differ, but (" + other + ") and (" + label
                                            + ") mean the same",
                                    "Leave one of the two out")));
                    settings.seeds()
                            .forEach(seed ->
                                    runs.add(new Run(settings, seed, new TreeMap<>(point.values()), label, canonical)));
                });
            }
        } else {
            root.ifPresent(node -> problems.add(new Problem(
                    node.line(),
                    "",
                    "the file must be keys with values, but was " + node.kind(),
                    "Begin with name: and go on as docs/experiment-file.md shows")));
        }
        return new ExperimentReading(file, text, problems, runs);
    }

    /** Values alone say little where not all points set the same keys. */
    private static String label(Experiment settings, Sweep.Point point, boolean keyed) {
        return point.values().isEmpty()
                ? settings.name()
                : point.values().entrySet().stream()
                        .map(value -> keyed ? value.getKey() + ": " + value.getValue() : value.getValue())
                        .collect(Collectors.joining(", "));
    }

    private static Optional<Experiment> bind(Sweep.Point point, List<Problem> problems) {
        Lines lines = new Lines(Optional.of(point.root()));
        Optional<Experiment> settings =
                new Binder(ExperimentFields.VOCABULARY, problems, lines).bind(Experiment.class, point.root());
        settings.ifPresent(bound -> problems.addAll(Contradictions.of(bound, lines)));
        return settings;
    }

    public Path file() {
        return file;
    }

    /** As it is written. */
    public String text() {
        return text;
    }

    /** In the order of the file. */
    public List<Problem> problems() {
        return problems;
    }

    /** Points in the order of the file, for each its seeds; none where there are problems. */
    public List<Run> runs() {
        return runs;
    }

    /** {@link #runs()}, or a failure that names all problems. */
    public List<Run> orFail() {
        if (problems.isEmpty()) {
            return runs;
        }
        StringBuilder all = new StringBuilder(problems.get(0).in(file.toString()));
        problems.stream()
                .skip(1)
                .limit(SHOWN - 1)
                .forEach(problem ->
                        all.append(System.lineSeparator()).append("  ").append(problem.in(file.toString())));
        if (problems.size() > SHOWN) {
            all.append(System.lineSeparator())
                    .append("  and ")
                    .append(problems.size() - SHOWN)
                    .append(" more; cordon simulate check shows all");
        }
        throw new CommandFailure(
                ExitCode.UNREADABLE_INPUT, all.toString(), problems.get(0).mend());
    }

    private static String content(Path file) {
        try {
            if (Files.isRegularFile(file) && Files.size(file) <= MAX_BYTES) {
                return Files.readString(file);
            }
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    file + " must be a file of at most 1 MiB, but is " + (Files.exists(file) ? "none" : "not there"),
                    "Name the YAML file of the experiment, or one of those that 'cordon simulate list' shows");
        } catch (IOException unreadable) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    file + " must be readable as UTF-8 text, but is not: " + unreadable.getMessage(),
                    "Make it readable for the user that runs this command",
                    unreadable);
        }
    }
}
