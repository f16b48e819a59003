// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cordon.yaml.Node;
import org.cordon.yaml.Problem;

/** The points of a sweep: every value of every list with every other. */
final class Sweep {
    static final String KEY = "sweep";
    static final int MOST_RUNS = 10_000;
    /** Under it stand groups of values that go together, rather than a list for one path. */
    private static final String TOGETHER = "together";

    private Sweep() {}

    /**
     * A file with the values of one point in it.
     *
     * @param values by path, in the order of the file
     */
    record Point(Node.Mapping root, Map<String, String> values) {}

    /** All points, in the order of the file; the file itself, without its sweep, if it has none. */
    static List<Point> points(Node.Mapping root, List<Problem> problems) {
        Node.Mapping plain = without(root);
        Optional<Node> sweep = Optional.ofNullable(root.entries().get(KEY)).map(Node.Entry::value);
        List<Point> points = List.of(new Point(plain, Map.of()));
        if (sweep.isEmpty()) {
            return points;
        }
        if (!(sweep.orElseThrow() instanceof Node.Mapping lists)) {
            problems.add(new Problem(
                    sweep.orElseThrow().line(),
                    KEY,
                    "sweep must be keys with lists, but was "
                            + sweep.orElseThrow().kind(),
                    "Write for example sweep: {training.learningRate: [0.01, 0.1]}"));
            return points;
        }
        List<String> paths = new ArrayList<>();
        for (Map.Entry<String, Node.Entry> list : lists.entries().entrySet()) {
            Map<String, Integer> own = paths(list.getKey(), list.getValue());
            long before = problems.size();
            own.forEach((path, line) -> check(path, line, paths, plain, problems));
            paths.addAll(own.keySet());
            if (problems.size() == before) {
                points = crossed(points, list.getKey(), list.getValue().value(), seeds(root), problems);
            }
        }
        return points;
    }

    private static int seeds(Node.Mapping root) {
        return Optional.ofNullable(root.entries().get("seeds"))
                .map(Node.Entry::value)
                .filter(Node.Items.class::isInstance)
                .map(node -> Math.max(1, ((Node.Items) node).items().size()))
                .orElse(1);
    }

    /** The path itself, or all that its groups set, each with its line. */
    private static Map<String, Integer> paths(String key, Node.Entry entry) {
        if (!key.equals(TOGETHER) || !(entry.value() instanceof Node.Items items)) {
            return Map.of(key, entry.line());
        }
        Map<String, Integer> paths = new LinkedHashMap<>();
        items.items().stream()
                .filter(Node.Mapping.class::isInstance)
                .forEach(group -> ((Node.Mapping) group)
                        .entries()
                        .forEach((path, inner) -> paths.putIfAbsent(path, inner.line())));
        return paths;
    }

    private static void check(String path, int line, List<String> before, Node.Mapping file, List<Problem> problems) {
        if (path.equals(TOGETHER)) {
            return; // it is no list, which is said where its values are taken
        }
        if (List.of("name", "seeds", KEY).contains(path)) {
            problems.add(new Problem(
                    line,
                    KEY + "." + path,
                    path + " must stay as it is, but is swept",
                    "Write another experiment for it"));
            return;
        }
        SweepPath.wrong(path, line, file).ifPresent(problems::add);
        before.stream()
                .filter(other -> (path + ".").startsWith(other + ".") || (other + ".").startsWith(path + "."))
                .forEach(other -> problems.add(new Problem(
                        line,
                        KEY + "." + path,
                        KEY + "." + path + " must not overlap with " + other + ", but does",
                        "Sweep one of the two, or put them under together")));
    }

    private static List<Point> crossed(
            List<Point> points, String path, Node values, int seeds, List<Problem> problems) {
        if (!(values instanceof Node.Items items) || items.items().isEmpty()) {
            problems.add(new Problem(
                    values.line(),
                    KEY + "." + path,
                    KEY + "." + path + " must be a list of values, but was " + values.kind(),
                    "Write for example " + path + ": [first, second]"));
            return points;
        }
        List<Point> crossed = new ArrayList<>();
        long runs = (long) points.size() * items.items().size() * seeds;
        if (runs > MOST_RUNS) {
            problems.add(new Problem(
                    values.line(),
                    KEY,
                    "sweep must have at most " + MOST_RUNS + " runs, points times seeds, but has " + runs + " up to "
                            + path,
                    "Leave values out, or cut it into several experiments"));
            return points;
        }
        for (Point point : points) {
            for (Node value : items.items()) {
                crossed.add(path.equals(TOGETHER) ? grouped(point, value, problems) : with(point, path, value));
            }
        }
        return crossed;
    }

    private static Point with(Point point, String path, Node value) {
        Map<String, String> values = new LinkedHashMap<>(point.values());
        values.put(path, Canonical.of(value));
        return new Point(put(point.root(), path.split("\\.", -1), 0, value), values);
    }

    private static Point grouped(Point point, Node group, List<Problem> problems) {
        if (!(group instanceof Node.Mapping values)) {
            problems.add(
                    new Problem(
                            group.line(),
                            KEY + "." + TOGETHER,
                            KEY + "." + TOGETHER + " must be a list of keys with values, but has " + group.kind(),
                            "Write for example together: [{training.epochs: 1, rounds: 100}, {training.epochs: 5, rounds: 20}]"));
            return point;
        }
        Point with = point;
        for (Map.Entry<String, Node.Entry> entry : values.entries().entrySet()) {
            with = with(with, entry.getKey(), entry.getValue().value());
        }
        return with;
    }

    private static Node.Mapping without(Node.Mapping root) {
        Map<String, Node.Entry> entries = new LinkedHashMap<>(root.entries());
        entries.remove(KEY);
        return new Node.Mapping(root.line(), entries);
    }

    /** The same with {@code value} at the path; what is missing on the way is made. */
    private static Node.Mapping put(Node.Mapping at, String[] path, int step, Node value) {
        Map<String, Node.Entry> entries = new LinkedHashMap<>(at.entries());
        Optional<Node> below = Optional.ofNullable(entries.get(path[step])).map(Node.Entry::value);
        Node next = value;
        if (step < path.length - 1) {
            Node.Mapping inner = below.filter(Node.Mapping.class::isInstance)
                    .map(Node.Mapping.class::cast)
                    .orElseGet(() -> new Node.Mapping(value.line(), Map.of()));
            next = put(inner, path, step + 1, value);
        }
        entries.put(path[step], new Node.Entry(value.line(), next));
        return new Node.Mapping(at.line(), entries);
    }
}
