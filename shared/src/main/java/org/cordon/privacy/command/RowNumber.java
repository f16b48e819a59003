// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy.command;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers as people write them in tables: {@code 1e-5}, {@code sqrt(3)}, {@code 1/8}, {@code 2^20}, {@code 2*3}, {@code inf}. */
final class RowNumber {
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)(e[+-]?\\d+)?");
    private static final Pattern ROOT = Pattern.compile("sqrt\\((?<of>[^()]+)\\)");
    private static final Pattern PAIR = Pattern.compile("(?<one>.+)(?<sign>[*/^])(?<other>[^*/^]+)");

    /** A remark in parentheses behind the value. */
    private static final Pattern REMARK = Pattern.compile("(?<value>.*\\S)\\s+\\(.*\\)");

    private RowNumber() {}

    static OptionalDouble read(String text) {
        String plain = text.strip().toLowerCase(Locale.ROOT);
        Matcher remark = REMARK.matcher(plain);
        return value(remark.matches() ? remark.group("value") : plain);
    }

    private static OptionalDouble value(String text) {
        String plain = text.strip();
        if (DECIMAL.matcher(plain).matches()) {
            double value = Double.parseDouble(plain);
            return Double.isInfinite(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
        }
        if (plain.equals("inf") || plain.equals("infinity")) {
            return OptionalDouble.of(Double.POSITIVE_INFINITY);
        }
        Matcher root = ROOT.matcher(plain);
        if (root.matches()) {
            OptionalDouble of = value(root.group("of"));
            return of.isPresent() && of.getAsDouble() >= 0
                    ? OptionalDouble.of(Math.sqrt(of.getAsDouble()))
                    : OptionalDouble.empty();
        }
        Matcher pair = PAIR.matcher(plain);
        return pair.matches()
                ? joined(value(pair.group("one")), pair.group("sign").charAt(0), value(pair.group("other")))
                : OptionalDouble.empty();
    }

    private static OptionalDouble joined(OptionalDouble one, char sign, OptionalDouble other) {
        if (one.isEmpty() || other.isEmpty()) {
            return OptionalDouble.empty();
        }
        double left = one.getAsDouble();
        double right = other.getAsDouble();
        double value = switch (sign) {
            case '*' -> left * right;
            case '/' -> left / right;
            default -> StrictMath.pow(left, right);
        };
        return Double.isNaN(value) || Double.isInfinite(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
