// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One row of a table of reference values.
 *
 * @param line where it begins
 * @param columns its fields by name
 * @param brokenAt the last column that is there, when the row has more or fewer fields than the header
 */
record ReferenceRow(int line, Map<String, String> columns, Optional<String> brokenAt) {
    /** Names of the same thing, the first being ours. */
    private static final List<List<String>> SYNONYMS = List.of(
            List.of("noisemultiplier", "z", "nm", "noise"),
            List.of("sigma^2", "sigmalocal^2", "sigmasquared", "sigmasq", "sigma2", "variance", "totalvariance", "var"),
            List.of("sigma", "sigmalocal", "sd", "std", "stddev", "standarddeviation"),
            List.of("truncation", "trunc", "truncationbound", "truncatedat"),
            List.of("n", "shares", "clients", "length"),
            List.of("b", "scale", "parameter", "laplacescale"),
            List.of("sensitivity", "sens", "integersensitivity"),
            List.of("shift", "integershift"),
            List.of("order", "alpha"),
            List.of("delta1", "l1", "l1sensitivity"),
            List.of("delta2", "l2", "l2sensitivity"),
            List.of("steps", "leaves"),
            List.of("significance"),
            List.of("rho"),
            List.of("rdp"));

    private static final Set<String> KNOWN =
            SYNONYMS.stream().map(names -> names.get(0)).collect(Collectors.toUnmodifiableSet());

    /** A name with a number in running text: {@code b=10}, {@code sens 1}, {@code truncated at 2}. */
    private static final Pattern IN_TEXT = Pattern.compile(
            "(?<name>[a-z][a-z0-9_^]*(?: (?:at|shift|sensitivity|variance))?)\\s*[= ]\\s*(?<value>\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)?)(?![.\\w])");

    private static final Pattern LEAVES = Pattern.compile("(\\d+) leaves");

    /** A field that cannot be read. */
    static final class BadField extends Exception {
        private static final long serialVersionUID = 1;

        BadField(int line, String column, String sentence, String mend) {
            super("line " + line + ", column " + column + ": " + sentence + "; " + mend);
        }
    }

    String text(String column) {
        return columns.getOrDefault(column, "");
    }

    String lower(String column) {
        return text(column).toLowerCase(Locale.ROOT);
    }

    String id() {
        String id = text("id");
        return id.isEmpty() ? "line " + line : id;
    }

    BadField bad(String column, String sentence, String mend) {
        return new BadField(line, column, sentence, mend);
    }

    /** A column that may be left out. */
    double number(String column, double otherwise) throws BadField {
        return text(column).isEmpty() ? otherwise : number(column, column, text(column));
    }

    double number(String column, String name, String value) throws BadField {
        OptionalDouble read = RowNumber.read(value);
        if (read.isEmpty()) {
            throw bad(
                    column, name + " must be a number, but was " + value, "write it such as 1.5, 1e-5, sqrt(3) or 1/8");
        }
        return read.getAsDouble();
    }

    /** The parts of the column steps, a sum such as {@code 50+50}; one step when it is empty. */
    List<Long> steps() throws BadField {
        List<Long> parts = new ArrayList<>();
        for (String part : (text("steps").isEmpty() ? "1" : text("steps")).split("\\+", -1)) {
            double value = number("steps", "steps", part);
            if (value != Math.rint(value) || value < 1 || value > 1e12) {
                throw bad(
                        "steps",
                        "steps must be whole and at least 1, but was " + part,
                        "write it such as 100 or 50+50");
            }
            parts.add((long) value);
        }
        return parts;
    }

    /** The parameters: those of the column params, then those that the column mechanism names. */
    Parameters parameters() throws BadField {
        Map<String, Double> found = new LinkedHashMap<>();
        for (String part : text("params").split("[;,](?![^(]*\\))", -1)) {
            String[] sides = part.split("=", 2);
            if (sides.length == 2) {
                found.put(canonical(sides[0]), number("params", sides[0].strip(), sides[1]));
            } else if (!part.isBlank() && !part.strip().matches("(?i)find .*")) {
                throw bad("params", "params must be names and values, but one is " + part.strip(), "write name=value");
            }
        }
        Matcher named = IN_TEXT.matcher(lower("mechanism"));
        while (named.find()) {
            String name = canonical(String.valueOf(named.group("name")));
            if (KNOWN.contains(name)) {
                found.putIfAbsent(name, number("mechanism", name, named.group("value")));
            }
        }
        Matcher leaves = LEAVES.matcher(lower("mechanism"));
        if (leaves.find()) {
            found.putIfAbsent("steps", number("mechanism", "leaves", leaves.group(1)));
        }
        return new Parameters(this, found);
    }

    private static String canonical(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]", "");
        return SYNONYMS.stream()
                .filter(names -> names.contains(plain))
                .map(names -> names.get(0))
                .findFirst()
                .orElse(plain);
    }

    /** The named numbers of a row. */
    record Parameters(ReferenceRow row, Map<String, Double> values) {
        Optional<Double> optional(String name) {
            return Optional.ofNullable(values.get(name));
        }

        double of(String name) throws BadField {
            Double value = values.get(name);
            if (value == null) {
                throw row.bad("params", name + " must be given, but the row has " + names(), "add " + name + "=...");
            }
            return value;
        }

        int whole(String name) throws BadField {
            double value = of(name);
            if (value != Math.rint(value) || Math.abs(value) > 1e9) {
                throw row.bad("params", name + " must be whole, but was " + value, "write it such as 10");
            }
            return (int) value;
        }

        /** The noise multiplier by whatever name it has. */
        double noise() throws BadField {
            Optional<Double> variance = optional("sigma^2");
            if (!values.containsKey("noisemultiplier") && optional("sigma").isPresent()) {
                return of("sigma") / optional("sensitivity").orElse(1.0);
            }
            if (!values.containsKey("noisemultiplier") && variance.isPresent()) {
                return Math.sqrt(variance.get()) / optional("sensitivity").orElse(1.0);
            }
            return of("noisemultiplier");
        }

        private String names() {
            return values.isEmpty() ? "no parameters" : String.join(", ", values.keySet());
        }
    }
}
