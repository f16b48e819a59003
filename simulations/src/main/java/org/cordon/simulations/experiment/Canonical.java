// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.experiment;

import static java.util.Map.entry;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.cordon.yaml.Node;

/**
 * One form for settings, whatever the order of their keys and the way they are written; what is left out and what is written as its
 * default is left out alike, so that a key that comes later with a default changes no form.
 */
final class Canonical {
    /** The form of each default, by record and component; those of section records apply once their own keys are gone. */
    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            entry("Experiment.exchanges", "{}"),
            entry("Experiment.strategy", "{\"fedavg\": {\"learningRate\": \"1.0\"}}"),
            entry("Experiment.secureSum", "\"false\""),
            entry("Experiment.bounds", "{}"),
            entry("Experiment.attack", "{\"none\": {}}"),
            entry("Experiment.defence", "{\"none\": {}}"),
            entry("Experiment.evaluate", "{}"),
            entry("Experiment.compare", "\"false\""),
            entry("Privacy.unit", "\"record\""),
            entry("Privacy.delta", "\"1.0E-6\""),
            entry("Privacy.accountant", "\"pld\""),
            entry("Data.scaling", "\"none\""),
            entry("Shards.alike", "\"0\""),
            entry("Exchanges.fraction", "\"1.0\""),
            entry("Exchanges.availability", "\"1.0\""),
            entry("Network.activation", "\"relu\""),
            entry("Trees.depth", "\"4\""),
            entry("Trees.learningRate", "\"0.1\""),
            entry("Trees.lambda", "\"1.0\""),
            entry("Trees.minChildWeight", "\"1.0\""),
            entry("Trees.gamma", "\"0.0\""),
            entry("Trees.columnShare", "\"1.0\""),
            entry("Trees.positiveWeight", "\"1.0\""),
            entry("Trees.bins", "\"255\""),
            entry("Bounds.clipNorm", "\"1000.0\""),
            entry("Bounds.valueBits", "\"32\""),
            entry("AttackChoice.share", "\"0.2\""),
            entry("DefenceChoice.buckets", "\"1\""),
            entry("Evaluate.every", "\"1\""),
            entry("Evaluate.target", "{}"),
            entry("Evaluate.stop", "\"false\""));

    private static final String AT_RANDOM = "{\"iid\": {}}";

    private final Experiment settings;

    private Canonical(Experiment settings) {
        this.settings = settings;
    }

    /** All of the settings but name and seeds, which do not decide on what a run computes. */
    static String ofRun(Experiment settings) {
        return new Canonical(settings).form(settings);
    }

    private String form(Object value) {
        if (value instanceof Record held) {
            Map<String, String> forms = new TreeMap<>();
            for (RecordComponent component : held.getClass().getRecordComponents()) {
                String key = held.getClass().getSimpleName() + "." + component.getName();
                if (!key.equals("Experiment.name") && !key.equals("Experiment.seeds")) {
                    present(held, component)
                            .map(this::form)
                            .filter(form -> !isDefault(key, form))
                            .ifPresent(form -> forms.put(component.getName(), form));
                }
            }
            return forms.entrySet().stream()
                    .map(entry -> '"' + entry.getKey() + "\": " + entry.getValue())
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(this::form).collect(Collectors.joining(", ", "[", "]"));
        }
        String text = value instanceof Enum<?>
                ? value.toString().toLowerCase(Locale.ROOT)
                : value.toString().replace("\\", "\\\\").replace("\"", "\\\"");
        return '"' + (text.equals("-0.0") ? "0.0" : text) + '"';
    }

    private static Optional<?> present(Record owner, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            Object value = component.getAccessor().invoke(owner);
            return value instanceof Optional<?> optional ? optional : Optional.of(value);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(component + " must be readable, but was not", impossible);
        }
    }

    private boolean isDefault(String key, String form) {
        Optional<Integer> natural = settings.data().natural();
        return switch (key) {
            case "Data.partition" -> natural.isEmpty() && form.equals(AT_RANDOM);
            case "Exchanges.count" -> form.equals('"' + String.valueOf(settings.usualCount()) + '"');
            case "Bounds.coordinateBound" ->
                form.equals('"'
                        + String.valueOf(Math.min(
                                1,
                                settings.bounds()
                                        .flatMap(Experiment.Bounds::clipNorm)
                                        .orElse(1000.0)))
                        + '"');
            default ->
                Optional.ofNullable(DEFAULTS.get(key)).filter(form::equals).isPresent();
        };
    }

    /** For a person. */
    static String of(Node node) {
        if (node instanceof Node.Mapping mapping) {
            return new TreeMap<>(mapping.entries())
                    .entrySet().stream()
                            .map(entry ->
                                    entry.getKey() + ": " + of(entry.getValue().value()))
                            .collect(Collectors.joining(", ", "{", "}"));
        }
        if (node instanceof Node.Items items) {
            return items.items().stream().map(Canonical::of).collect(Collectors.joining(", ", "[", "]"));
        }
        return node instanceof Node.Scalar scalar ? scalar.text() : "null";
    }
}
