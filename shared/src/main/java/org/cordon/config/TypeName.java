// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.lang.reflect.Executable;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the value of a key must be, in words. */
final class TypeName {
    static final String LIST = "list of ";
    static final String MAP = "names with ";

    private static final Map<Class<?>, String> KNOWN = Map.of(
            Path.class, "path",
            Duration.class, "duration",
            Instant.class, "moment",
            URI.class, "URL",
            String.class, "text",
            int.class, "whole number",
            long.class, "whole number",
            double.class, "number",
            BigDecimal.class, "number",
            boolean.class, "true or false");
    private static final Map<Class<?>, Class<?>> UNBOXED = Map.of(
            Integer.class, int.class, Long.class, long.class, Double.class, double.class, Boolean.class, boolean.class);

    private TypeName() {}

    /** The name of a type; a class that is none of the usual is called by its own. */
    static String of(Type type) {
        if (type instanceof ParameterizedType parameterized) {
            return ofParameterized(parameterized);
        }
        Class<?> boxed = (Class<?>) type;
        Class<?> plain = UNBOXED.getOrDefault(boxed, boxed);
        if (KNOWN.containsKey(plain)) {
            return String.valueOf(KNOWN.get(plain));
        }
        if (plain.isEnum()) {
            return "one of " + constants(plain);
        }
        return plain.isRecord() && !isText(plain) ? "keys" : words(plain);
    }

    /** Whether a record stands in the file as one text, as a {@code @JsonCreator} with one parameter reads it. */
    static boolean isText(Class<?> record) {
        return Stream.<Executable>concat(
                        Arrays.stream(record.getDeclaredMethods()), Arrays.stream(record.getDeclaredConstructors()))
                .filter(creator -> creator.getParameterCount() == 1)
                .anyMatch(creator -> creator.isAnnotationPresent(JsonCreator.class));
    }

    /** The constants of an enum as a file names them. */
    static Set<String> constants(Class<?> type) {
        TreeSet<String> names = new TreeSet<>();
        for (Object constant : type.getEnumConstants()) {
            names.add(constant.toString().toLowerCase(Locale.ROOT));
        }
        return names;
    }

    private static String ofParameterized(ParameterizedType type) {
        Type[] arguments = type.getActualTypeArguments();
        Type raw = type.getRawType();
        String last = of(arguments[arguments.length - 1]);
        if (raw == Map.class) {
            return MAP + last + " each";
        }
        if (raw == List.class || raw == Set.class) {
            return LIST + last;
        }
        throw new IllegalArgumentException("type must be a List, a Set or a Map, but was " + type);
    }

    private static String words(Class<?> type) {
        return type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }
}
