// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.experiment;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cordon.yaml.Node;
import org.cordon.yaml.Problem;
import org.cordon.yaml.Shown;
import org.cordon.yaml.Spelling;

/** Where a path of a sweep leads, by the records and by what the file holds there. */
final class SweepPath {
    private SweepPath() {}

    /** What keeps the path from leading to a key; empty if it does. */
    static Optional<Problem> wrong(String path, int line, Node.Mapping file) {
        Class<?> owner = Experiment.class;
        Optional<Node> at = Optional.of(file);
        String walked = "the file";
        String[] steps = path.split("\\.", -1);
        for (int i = 0; i < steps.length; i++) {
            String step = steps[i];
            List<RecordComponent> components = Arrays.asList(owner.getRecordComponents());
            Optional<RecordComponent> component = components.stream()
                    .filter(known -> known.getName().equals(step))
                    .findFirst();
            if (component.isEmpty()) {
                List<String> names = components.stream()
                        .map(RecordComponent::getName)
                        .sorted()
                        .toList();
                String meant = Spelling.nearest(step, names)
                        .map(key -> "did you mean " + key + "? ")
                        .orElse("");
                return Optional.of(problem(
                        path,
                        line,
                        "leads to an unknown key, " + Shown.cut(step) + "; " + meant + "the keys of " + walked + " are "
                                + names,
                        "Write a path as the keys stand in the file, with dots between them"));
            }
            walked = i == 0 ? step : walked + "." + step;
            at = at.filter(Node.Mapping.class::isInstance)
                    .flatMap(node ->
                            Optional.ofNullable(((Node.Mapping) node).entries().get(step)))
                    .map(Node.Entry::value);
            Optional<Class<?>> inner = recordOf(component.orElseThrow().getGenericType());
            if (i == steps.length - 1) {
                return Optional.empty();
            }
            Optional<Node> closed =
                    at.filter(node -> !(node instanceof Node.Mapping) && !(node instanceof Node.Nothing));
            if (inner.isEmpty() || closed.isPresent()) {
                return Optional.of(problem(
                        path,
                        line,
                        "must not go through " + walked + ", which is "
                                + closed.map(Node::kind).orElse("a value without keys") + ", but does",
                        "Sweep " + walked + " itself, or write it as keys with values"));
            }
            owner = inner.orElseThrow();
        }
        return Optional.empty();
    }

    private static Problem problem(String path, int line, String what, String mend) {
        String shown = Shown.cut(Sweep.KEY + "." + path);
        return new Problem(line, shown, shown + " " + what, mend);
    }

    private static Optional<Class<?>> recordOf(Type type) {
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType() == Optional.class
                    ? recordOf(generic.getActualTypeArguments()[0])
                    : Optional.empty();
        }
        return type instanceof Class<?> plain && plain.isRecord() ? Optional.of(plain) : Optional.empty();
    }
}
