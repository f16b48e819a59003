// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy.accountant;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rényi orders at which an {@link RdpAccountant} looks for the least epsilon. More orders can only lower epsilon; the same
 * orders give the same epsilon as other libraries.
 *
 * @param values above 1, ascending
 */
public record Orders(List<Double> values) {
    /** Capping the orders here would cost nothing more: at order 2048 the rest of epsilon is below {@code ln(1/delta) / 2047}. */
    private static final int GREATEST = 2048;

    private static final Pattern TERM = Pattern.compile(
            "(?<from>\\d+(\\.\\d+)?)(\\s*(\\.\\.|-)\\s*(?<to>\\d+(\\.\\d+)?)(\\s+step\\s+(?<step>\\d*\\.?\\d+))?)?");

    /** 1.1 to 10.9 by tenths, 11 to 63, 128, 256, 512, 1024: what dp_accounting 0.6.0 and TensorFlow Privacy start with. */
    public static final Orders COMMON = parse("1.1..10.9 step .1 + 11..63 + 128 + 256 + 512 + 1024");

    /** Those of {@link #COMMON}, more below 1.1, all integers to 128 and then one in every three per cent to 2048. */
    public static final Orders DENSE = dense();

    public Orders {
        values = List.copyOf(values);
        if (values.isEmpty() || values.size() > 1_000_000) {
            throw new IllegalArgumentException("orders must be 1 to 1000000 numbers, but were " + values.size());
        }
        double before = 1;
        for (double order : values) {
            if (!(order > before) || order > 1e6) {
                throw new IllegalArgumentException(
                        "orders must be above 1, at most 1e6 and ascending, but " + order + " follows " + before);
            }
            before = order;
        }
    }

    /**
     * Reads such as {@code 1.1..10.9 step .1 + 12..63 + 128}: numbers and ranges, joined by plus signs or commas; the step
     * is 1 unless given.
     */
    public static Orders parse(String text) {
        TreeSet<BigDecimal> found = new TreeSet<>();
        for (String part : text.strip().split("\\s*[+,;]\\s*", -1)) {
            Matcher term = TERM.matcher(part);
            if (!term.matches()) {
                throw new IllegalArgumentException(
                        "orders must be numbers and ranges such as 1.1..10.9 step .1 + 12..63, but one is " + part);
            }
            BigDecimal from = new BigDecimal(term.group("from"));
            BigDecimal to = term.group("to") == null ? from : new BigDecimal(term.group("to"));
            BigDecimal step = term.group("step") == null ? BigDecimal.ONE : new BigDecimal(term.group("step"));
            if (step.signum() <= 0 || to.subtract(from).doubleValue() / step.doubleValue() > 1e6) {
                throw new IllegalArgumentException("orders must be at most 1000000, but are more in " + part);
            }
            for (BigDecimal order = from; order.compareTo(to) <= 0; order = order.add(step)) {
                if (order.compareTo(BigDecimal.ONE) > 0) {
                    found.add(order.stripTrailingZeros());
                }
            }
        }
        return new Orders(found.stream().map(BigDecimal::doubleValue).toList());
    }

    /** Just the integers among these. */
    Orders integers() {
        return new Orders(values.stream().filter(Orders::isInteger).toList());
    }

    static boolean isInteger(double order) {
        return order == Math.rint(order);
    }

    private static Orders dense() {
        TreeSet<Double> orders = new TreeSet<>(COMMON.values());
        orders.addAll(parse("1.001 + 1.002 + 1.005 + 1.01..1.1 step .01 + 1.15..3 step .05 + 11..128")
                .values());
        for (int order = 128; order < GREATEST; order += Math.max(1, order / 32)) {
            orders.add((double) order);
        }
        orders.add((double) GREATEST);
        List<Double> sorted = new ArrayList<>(orders);
        return new Orders(Collections.unmodifiableList(sorted));
    }
}
