// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger.command;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cordon.simulations.ledger.Given;

/** All numbers of a script or of a class of constants, as a table: whatever has a {@link Given} is found, so none can be forgotten. */
final class Numbers {
    private Numbers() {}

    /**
     * A number.
     *
     * @param of where it stands, such as theft.legs.2.usd
     * @param what further words of the same step, such as ETH ethereum
     * @param value the number or the likeliest
     * @param low the least that is drawn
     * @param high the most that is drawn
     * @param mark fact, derived or assumed
     * @param source names of docs/ledger.md, or the reason
     */
    record Row(String of, String what, double value, double low, double high, String mark, String source) {}

    /** Of a record, those of its records and lists included. */
    static List<Row> of(Record holder) {
        List<Row> rows = new ArrayList<>();
        collect(rows, "", holder);
        return rows;
    }

    /** Of the constants of a class. */
    static List<Row> ofConstants(Class<?> holder) {
        List<Row> rows = new ArrayList<>();
        for (Field field : holder.getFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType() == Given.class) {
                try {
                    rows.add(row(field.getName().toLowerCase(Locale.ROOT), "", (Given) field.get(holder)));
                } catch (IllegalAccessException hidden) {
                    throw new IllegalStateException("constant must be public, but is not: " + field, hidden);
                }
            }
        }
        return rows;
    }

    private static void collect(List<Row> rows, String path, Object value) {
        if (value instanceof Given given) {
            rows.add(row(path, "", given));
        } else if (value instanceof Optional<?> optional) {
            optional.ifPresent(present -> collect(rows, path, present));
        } else if (value instanceof List<?> list) {
            for (int index = 0; index < list.size(); index++) {
                collect(rows, path + "." + (index + 1), list.get(index));
            }
        } else if (value instanceof Record) {
            String words = words(value);
            List<Row> found = new ArrayList<>();
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                collect(found, (path.isEmpty() ? "" : path + ".") + component.getName(), read(component, value));
            }
            found.forEach(one -> rows.add(one.what().isEmpty() ? told(one, words) : one));
        }
    }

    private static Row told(Row row, String words) {
        return new Row(row.of(), words, row.value(), row.low(), row.high(), row.mark(), row.source());
    }

    /** The name of a step and its words, as those of a leg. */
    private static String words(Object holder) {
        List<String> words =
                new ArrayList<>(List.of(holder.getClass().getSimpleName().toLowerCase(Locale.ROOT)));
        Arrays.stream(holder.getClass().getRecordComponents())
                .filter(component -> component.getType() == String.class
                        && !component.getName().equals("title"))
                .forEach(component -> words.add(String.valueOf(read(component, holder))));
        return String.join(" ", words);
    }

    private static Object read(RecordComponent component, Object holder) {
        try {
            return component.getAccessor().invoke(holder);
        } catch (ReflectiveOperationException hidden) {
            throw new IllegalStateException("record must be public, but is not: " + holder.getClass(), hidden);
        }
    }

    private static Row row(String path, String what, Given given) {
        return new Row(
                path,
                what,
                given.value(),
                given.low(),
                given.high(),
                given.mark().toString(),
                given.source());
    }
}
