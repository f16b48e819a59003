// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cordon.yaml.Node;
import org.cordon.yaml.Problem;

/** The points of a sweep: every value of every list with every other. */
final class Sweep {
    static final String KEY = "sweep";
    static final int MOST_POINTS = 10_000;

    private Sweep() {}

    /** A file with the values of one point in it. */
    record Point(Node.Mapping root, SortedMap<String, String> values) {}

    /** All points, in the order of the file; the file itself, without its sweep, if it has none. */
    static List<Point> points(Node.Mapping root, List<Problem> problems) {
        Node.Mapping plain = without(root);
        Optional<Node> sweep = Optional.ofNullable(root.entries().get(KEY)).map(Node.Entry::value);
        List<Point> points = List.of(new Point(plain, new TreeMap<>()));
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
        for (Map.Entry<String, Node.Entry> list : lists.entries().entrySet()) {
            points = crossed(points, list.getKey(), list.getValue().value(), problems);
        }
        return points;
    }

    private static List<Point> crossed(List<Point> points, String path, Node values, List<Problem> problems) {
        if (!(values instanceof Node.Items items) || items.items().isEmpty()) {
            problems.add(new Problem(
                    values.line(),
                    KEY + "." + path,
                    KEY + "." + path + " must be a list of values, but was " + values.kind(),
                    "Write for example " + path + ": [first, second]"));
            return points;
        }
        List<Point> crossed = new ArrayList<>();
        if ((long) points.size() * items.items().size() > MOST_POINTS) {
            problems.add(new Problem(
                    values.line(),
                    KEY,
                    "sweep must have at most " + MOST_POINTS + " points, but has more",
                    "Leave values out, or cut it into several experiments"));
            return points;
        }
        for (Point point : points) {
            for (Node value : items.items()) {
                SortedMap<String, String> with = new TreeMap<>(point.values());
                with.put(path, Canonical.of(value));
                crossed.add(new Point(put(point.root(), path.split("\\.", -1), 0, value), with));
            }
        }
        return crossed;
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
