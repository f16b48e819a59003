// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.yaml;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cordon.suite.Digest;
import org.cordon.yaml.Field.Bound;
import org.cordon.yaml.Field.Free;
import org.cordon.yaml.Field.Prose;
import org.cordon.yaml.Field.Real;
import org.cordon.yaml.Field.Several;
import org.cordon.yaml.Field.Token;
import org.cordon.yaml.Field.Whole;

/** Single values: how they are read, which bound they keep, and what to call them. */
public final class Scalars {
    private Scalars() {}

    /** The value; empty where the text is none of this type. */
    public static Optional<Object> parse(Class<?> type, String text) {
        try {
            return Optional.of(parsed(type, text));
        } catch (IllegalArgumentException | DateTimeException wrong) {
            return Optional.empty();
        }
    }

    private static Object parsed(Class<?> type, String text) {
        if (type == int.class || type == Integer.class) {
            return Integer.parseInt(text);
        }
        if (type == long.class || type == Long.class) {
            return Long.parseLong(text);
        }
        if (type == double.class || type == Double.class) {
            return number(text);
        }
        if (type == Duration.class) {
            return Duration.parse(text);
        }
        if (type == Instant.class) {
            return Instant.parse(text);
        }
        if (type == Digest.class) {
            return Digest.parseHex(text);
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(constant -> constant.toString().equalsIgnoreCase(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(text));
        }
        if (type == String.class) {
            return text;
        }
        if (type == boolean.class || type == Boolean.class) {
            if (text.equals("true") || text.equals("false")) {
                return Boolean.valueOf(text);
            }
            throw new IllegalArgumentException(text);
        }
        if (type == float.class || type == Float.class) {
            float value = (float) number(text);
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException(text);
            }
            return value;
        }
        throw new IllegalStateException("type must be one that a file may hold, but was " + type);
    }

    private static double number(String text) {
        double value = Double.parseDouble(text);
        if (!text.matches("[-+]?[0-9.]+([eE][-+]?[0-9]+)?") || !Double.isFinite(value)) {
            throw new IllegalArgumentException(text);
        }
        return value;
    }

    public static boolean keeps(Bound bound, Object value) {
        if (bound instanceof Whole whole && value instanceof Number number) {
            return number.longValue() >= whole.low() && number.longValue() <= whole.high();
        }
        if (bound instanceof Real real && value instanceof Double number) {
            boolean low = real.fromLow() ? number >= real.low() : number > real.low();
            return low && (real.toHigh() ? number <= real.high() : number < real.high());
        }
        if (bound instanceof Token token && value instanceof String text) {
            return text.length() <= token.longest() && text.matches(Token.PATTERN);
        }
        if (bound instanceof Prose prose && value instanceof String text) {
            return !text.isBlank() && text.length() <= prose.longest() && isPrintable(text);
        }
        return true;
    }

    private static boolean isPrintable(String text) {
        return text.codePoints()
                .noneMatch(c -> Character.isISOControl(c)
                        || Character.getType(c) == Character.SURROGATE
                        || Character.getType(c) == Character.LINE_SEPARATOR
                        || Character.getType(c) == Character.PARAGRAPH_SEPARATOR
                        || Character.getType(c) == Character.FORMAT);
    }

    /** What a value must be, for a person. */
    public static String rule(Class<?> type, Bound bound) {
        if (bound instanceof Whole whole) {
            return whole.low() == Long.MIN_VALUE
                    ? "a whole number"
                    : "a whole number in [" + whole.low() + ", " + whole.high() + "]";
        }
        if (bound instanceof Real real) {
            return "a number in " + (real.fromLow() ? "[" : "(") + plain(real.low()) + ", " + plain(real.high())
                    + (real.toHigh() ? "]" : ")");
        }
        if (bound instanceof Token token) {
            return "1 to " + token.longest() + " of a-z, 0-9, inner - and .";
        }
        if (bound instanceof Prose prose) {
            return "1 to " + prose.longest() + " printable characters on one line";
        }
        return bound instanceof Several || bound instanceof Free ? kind(type) : "of another kind";
    }

    private static String kind(Class<?> type) {
        if (type == Duration.class) {
            return "a duration such as PT30S";
        }
        if (type == Instant.class) {
            return "a moment such as 2030-01-31T00:00:00Z";
        }
        if (type == Digest.class) {
            return "64 hexadecimal digits";
        }
        if (type.isEnum()) {
            return "one of " + choices(type);
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == int.class || type == Integer.class) {
            return "a whole number in [" + Integer.MIN_VALUE + ", " + Integer.MAX_VALUE + "]";
        }
        if (type == long.class || type == Long.class) {
            return "a whole number in [" + Long.MIN_VALUE + ", " + Long.MAX_VALUE + "]";
        }
        if (type == double.class || type == Double.class) {
            return "a number of at most " + Double.MAX_VALUE + " in size";
        }
        return type == float.class || type == Float.class
                ? "a number of at most " + Float.MAX_VALUE + " in size"
                : "a single value";
    }

    public static String choices(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                .sorted()
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e6
                ? String.valueOf((long) value)
                : String.valueOf(value);
    }
}
