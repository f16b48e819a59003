// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.yaml;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.cordon.yaml.Field.Bound;
import org.cordon.yaml.Field.Several;
import org.cordon.yaml.Node.Entry;
import org.cordon.yaml.Node.Items;
import org.cordon.yaml.Node.Mapping;
import org.cordon.yaml.Node.Nothing;
import org.cordon.yaml.Node.Scalar;

/**
 * Makes records of a tree and goes on after a problem, so that a file is read once and all of it is reported.
 *
 * <p>A record is made once all its components are; what its own checks then refuse is a problem at its place.
 */
public final class Binder {
    private static final Bound FREE = new Field.Free();

    private final Vocabulary vocabulary;
    private final List<Problem> problems;
    private final Lines lines;
    private final boolean minding;

    /** Adds what is wrong to {@code problems}. */
    public Binder(Vocabulary vocabulary, List<Problem> problems, Lines lines) {
        this(vocabulary, problems, lines, true);
    }

    private Binder(Vocabulary vocabulary, List<Problem> problems, Lines lines, boolean minding) {
        this.vocabulary = vocabulary;
        this.problems = problems;
        this.lines = lines;
        this.minding = minding;
    }

    /** Leaves bounds to the records alone: shows that these keep what the table of fields promises. */
    public static Binder unminding(Vocabulary vocabulary, List<Problem> problems, Lines lines) {
        return new Binder(vocabulary, problems, lines, false);
    }

    /** The record; empty where there was a problem. */
    public <T> Optional<T> bind(Class<T> type, Node root) {
        return record(type, root, "").map(type::cast);
    }

    private Optional<Object> value(Type type, Node node, String place, Field field, Bound bound) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            return list(generic.getActualTypeArguments()[0], node, place, field);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            return record(plain, node, place);
        }
        if (node instanceof Scalar scalar) {
            return scalar(plain, scalar, place, field, bound);
        }
        wrong(node, place, Scalars.rule(plain, bound), field);
        return Optional.empty();
    }

    private Optional<Object> scalar(Class<?> type, Scalar node, String place, Field field, Bound bound) {
        Optional<Object> parsed =
                Scalars.parse(type, node.text()).filter(value -> !minding || Scalars.keeps(bound, value));
        if (parsed.isEmpty()) {
            wrong(node, place, Scalars.rule(type, bound), field);
        }
        return parsed;
    }

    private Optional<Object> list(Type of, Node node, String place, Field field) {
        if (!(node instanceof Items items)) {
            wrong(node, place, "a list", field);
            return Optional.empty();
        }
        Several several = field.bound() instanceof Several given ? given : new Several(0, Integer.MAX_VALUE, FREE);
        int size = items.items().size();
        boolean fits = !minding || (size >= several.low() && size <= several.high());
        if (!fits) {
            problems.add(new Problem(
                    node.line(),
                    place,
                    place + " must have " + several.low() + " to " + several.high() + " entries, but has " + size,
                    "Write for example " + lastKey(place) + ": " + field.example()));
        }
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            value(of, items.items().get(i), place + "[" + i + "]", field, several.each())
                    .ifPresent(values::add);
        }
        return fits && values.size() == size ? Optional.of(List.copyOf(values)) : Optional.empty();
    }

    private Optional<Object> record(Class<?> type, Node written, String place) {
        Node node = written instanceof Scalar word && vocabulary.isChoice(type) ? spelledOut(type, word) : written;
        if (!(node instanceof Mapping mapping)) {
            problems.add(new Problem(
                    node.line(),
                    place,
                    named(place) + " must be "
                            + (vocabulary.isChoice(type)
                                    ? "one of " + keys(type) + " with its keys"
                                    : "keys with values")
                            + ", but was " + node.kind(),
                    "Its keys are " + String.join(", ", keys(type))));
            return Optional.empty();
        }
        unknownKeys(type, mapping, place);
        List<Optional<Object>> values = Arrays.stream(type.getRecordComponents())
                .map(component -> component(type, component, mapping, place))
                .toList();
        return values.stream().allMatch(Optional::isPresent)
                ? make(type, values.stream().map(Optional::orElseThrow).toArray(), mapping, place)
                : Optional.empty();
    }

    /** {@code iid} as {@code iid: {}}; the word itself if it names nothing that has keys. */
    private static Node spelledOut(Class<?> type, Scalar word) {
        return Arrays.stream(type.getRecordComponents())
                        .filter(component -> component.getName().equals(word.text()))
                        .anyMatch(component -> isRecord(component.getGenericType()))
                ? new Mapping(
                        word.line(), Map.of(word.text(), new Entry(word.line(), new Mapping(word.line(), Map.of()))))
                : word;
    }

    private static boolean isRecord(Type type) {
        return type instanceof ParameterizedType generic
                ? isRecord(generic.getActualTypeArguments()[0])
                : type instanceof Class<?> plain && plain.isRecord();
    }

    private static String likely(String written, List<String> known) {
        return Spelling.nearest(written, known)
                .map(key -> "did you mean " + key + "? ")
                .orElse("");
    }

    private void unknownKeys(Class<?> type, Mapping mapping, String place) {
        List<String> known = keys(type);
        mapping.entries().forEach((key, entry) -> {
            if (!known.contains(key)) {
                String shown = Shown.cut(below(place, key));
                problems.add(new Problem(
                        entry.line(),
                        shown,
                        "unknown key " + shown + "; " + likely(key, known) + "the keys here are "
                                + new TreeSet<>(known),
                        "Remove it, or write the key that is meant"));
            }
        });
    }

    /** The value of a component; of an optional one that is left out, an empty optional in a full one. */
    private Optional<Object> component(Class<?> owner, RecordComponent component, Mapping mapping, String place) {
        Field field = vocabulary.field(owner, component.getName());
        String here = below(place, component.getName());
        Type type = component.getGenericType();
        boolean optional = type instanceof ParameterizedType generic && generic.getRawType() == Optional.class;
        Entry entry = mapping.entries().get(component.getName());
        Optional<String> otherwise = vocabulary.otherwise(owner, component.getName());
        if (entry == null && otherwise.isPresent()) {
            return value(type, new Scalar(mapping.line(), otherwise.orElseThrow()), here, field, field.bound());
        }
        if (entry == null || entry.value() instanceof Nothing) {
            if (!optional) {
                problems.add(new Problem(
                        entry == null ? mapping.line() : entry.line(),
                        here,
                        here + " must be set, but was not",
                        field.description() + " Write for example " + component.getName() + ": " + field.example()));
            }
            return optional ? Optional.of(Optional.empty()) : Optional.empty();
        }
        Type inner = optional ? ((ParameterizedType) type).getActualTypeArguments()[0] : type;
        Optional<Object> value = value(inner, entry.value(), here, field, field.bound());
        return optional ? value.map(Optional::of) : value;
    }

    private Optional<Object> make(Class<?> type, Object[] values, Mapping mapping, String place) {
        try {
            Class<?>[] types = Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return Optional.of(constructor.newInstance(values));
        } catch (InvocationTargetException refused) {
            if (refused.getCause() instanceof Unfit unfit) {
                unfit.findings()
                        .forEach(finding -> problems.add(new Problem(
                                lines.of(below(place, finding.place())),
                                below(place, finding.place()),
                                finding.sentence(),
                                finding.mend())));
                return Optional.empty();
            }
            if (refused.getCause() instanceof IllegalArgumentException wrong) {
                String sentence = String.valueOf(wrong.getMessage());
                problems.add(new Problem(
                        line(mapping, sentence),
                        place,
                        place.isEmpty() ? sentence : place + ": " + sentence,
                        vocabulary.mend()));
                return Optional.empty();
            }
            throw new IllegalStateException(type + " must refuse with a sentence, but did not", refused);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(type + " must have its constructor, but has not", impossible);
        }
    }

    /** The line of the key with which a refusal begins, or of the record. */
    private static int line(Mapping mapping, String sentence) {
        String first = sentence.split("[ ,]", 2)[0];
        return Optional.ofNullable(mapping.entries().get(first))
                .map(Entry::line)
                .orElse(mapping.line());
    }

    private void wrong(Node node, String place, String rule, Field field) {
        problems.add(new Problem(
                node.line(),
                place,
                place + " must be " + rule + ", but was " + node.kind(),
                field.description() + " Write for example " + lastKey(place) + ": " + field.example()));
    }

    private static List<String> keys(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .collect(Collectors.toList());
    }

    private static String named(String place) {
        return place.isEmpty() ? "the file" : place;
    }

    private static String below(String place, String key) {
        return place.isEmpty() ? key : place + "." + key;
    }

    private static String lastKey(String place) {
        return place.substring(place.lastIndexOf('.') + 1).replaceAll("\\[\\d+]$", "");
    }
}
