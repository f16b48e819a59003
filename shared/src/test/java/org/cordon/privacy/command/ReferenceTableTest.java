// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.cordon.suite.TestVectors;
import org.junit.jupiter.api.Test;

/**
 * Values that other programs, papers and 40-digit arithmetic give. Ours are among the resources; a longer table is read
 * where it is present.
 */
class ReferenceTableTest {
    private static final Pattern TOLERANCE = Pattern.compile("(?<kind>abs|rel) (?<size>[\\d.e-]+).*");

    @Test
    void ourTable() throws IOException {
        try (InputStream input = ReferenceTableTest.class.getResourceAsStream("reference-values.csv")) {
            String text = new String(Objects.requireNonNull(input).readAllBytes(), StandardCharsets.UTF_8);
            List<ReferenceRow> rows = ReferenceRows.read(text);
            assertThat(rows).hasSizeGreaterThan(30);
            for (ReferenceRow row : rows) {
                assertWithin(row, number(row, "least"), number(row, "most"));
            }
        }
    }

    @Test
    void theLongerTable() {
        List<ReferenceRow> rows = ReferenceRows.read(TestVectors.text("dp_reference.csv", "the table"));
        assertThat(rows).hasSizeGreaterThan(40);
        for (ReferenceRow row : rows) {
            if (row.text("expected").contains(";")) {
                assertList(row);
            } else if (!row.text("accept_low").isEmpty()) {
                assertWithin(row, number(row, "accept_low"), number(row, "accept_high"));
            } else if (row.text("tolerance").contains("never below by")) {
                assertWithin(row, number(row, "expected") - 1e-2, number(row, "expected") + 5e-5);
            } else {
                double slack = slack(row);
                assertWithin(row, number(row, "expected") - slack, number(row, "expected") + slack);
            }
        }
    }

    private static double slack(ReferenceRow row) {
        Matcher tolerance = TOLERANCE.matcher(row.text("tolerance"));
        if (!tolerance.matches()) {
            return 1e-8;
        }
        double size = Double.parseDouble(tolerance.group("size"));
        return tolerance.group("kind").equals("abs") ? size : size * Math.abs(number(row, "expected"));
    }

    /**
     * One published list has, at order 1.5, a divergence from the binomial series without its signs, 3 per cent above the
     * integral: a bound that the exact value must lie below, not a value to equal.
     */
    private static void assertList(ReferenceRow row) {
        String[] expected = row.text("expected").split(";", -1);
        String[] found = String.valueOf(value(row)).split(";", -1);
        assertThat(found).as(row.id()).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            double most = read(expected[i]);
            double stated = read(found[i]);
            if (i == 0 && row.text("quantity").contains("1.5;")) {
                assertThat(stated).as(row.id()).isBetween(0.95 * most, most);
            } else if (Double.isInfinite(most)) {
                assertThat(stated).as(row.id()).isEqualTo(most);
            } else {
                assertThat(stated).as("%s, entry %d", row.id(), i).isCloseTo(most, withinPercentage(0.01));
            }
        }
    }

    private static void assertWithin(ReferenceRow row, double least, double most) {
        assertThat(read(String.valueOf(value(row)))).as(row.id()).isBetween(least, most);
    }

    private static Object value(ReferenceRow row) {
        Map<String, Object> document = new ReferenceValues().document(row);
        assertThat(document).as(row.id()).containsOnlyKeys("id", "quantity", "value");
        return document.get("value");
    }

    private static double number(ReferenceRow row, String column) {
        return read(row.text(column));
    }

    private static double read(String text) {
        return RowNumber.read(text).orElseGet(() -> Assertions.fail("must be a number, but was " + text));
    }
}
