// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.charter;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.task.Charter;
import org.cordon.task.Stage;

/**
 * A charter as fields for people: every component of every record in it, by place.
 *
 * <p><b>Guarantees.</b> Nothing of the charter is left out: two charters with the same fields are the same charter. The
 * parameters of a computation that is not known here stand as their digest.
 */
public final class CharterText {
    private final Map<String, String> fields = new LinkedHashMap<>();

    private CharterText() {}

    /**
     * A field whose value differs.
     *
     * @param before empty where it is new
     * @param after empty where it is gone
     */
    public record Change(String field, Optional<String> before, Optional<String> after) {}

    /** The fields of {@code charter}, in the order of its record. */
    public static Map<String, String> of(Charter charter) {
        CharterText text = new CharterText();
        text.add("", charter);
        return Collections.unmodifiableMap(text.fields);
    }

    /** What changes from one charter to another, field by field. */
    public static List<Change> changes(Charter before, Charter after) {
        Map<String, String> old = of(before);
        Map<String, String> now = of(after);
        Set<String> names = new LinkedHashSet<>(old.keySet());
        names.addAll(now.keySet());
        List<Change> changes = new ArrayList<>();
        for (String name : names) {
            Optional<String> was = Optional.ofNullable(old.get(name));
            Optional<String> is = Optional.ofNullable(now.get(name));
            if (!was.equals(is)) {
                changes.add(new Change(name, was, is));
            }
        }
        return List.copyOf(changes);
    }

    private void add(String place, Object value) {
        if (value instanceof Optional<?> optional) {
            optional.ifPresent(inner -> add(place, inner));
        } else if (value instanceof Stage stage) {
            add(place + ".computation", stage.computation());
            add(place + ".maxRounds", stage.maxRounds());
            addParameters(place + "." + stage.computation(), stage);
        } else if (value instanceof Record record) {
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                add(place.isEmpty() ? component.getName() : place + "." + component.getName(), read(record, component));
            }
        } else if (value instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof Record) {
            for (int i = 0; i < list.size(); i++) {
                add(place + "[" + i + "]", list.get(i));
            }
        } else {
            fields.put(place, shown(value));
        }
    }

    private void addParameters(String place, Stage stage) {
        Optional<StagePlan> known = StagePlan.of(stage);
        add(place, known.isPresent() ? known.orElseThrow().parameters() : stage.parameters());
    }

    private static String shown(Object value) {
        if (value instanceof Digest digest) {
            return digest.hex();
        }
        if (value instanceof Bytes bytes) {
            return bytes.size() + " bytes, digest " + Hashes.blob(bytes).hex();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(CharterText::item).toList().toString();
        }
        return String.valueOf(value);
    }

    /** An entry of a list, in quotes where its own characters could pass for the list's. */
    private static String item(Object value) {
        String text = shown(value);
        return text.matches("[^,\"\\[\\]]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    private static Object read(Record record, RecordComponent component) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(record);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(component + " must be readable, but is not", impossible);
        }
    }
}
