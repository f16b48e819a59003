// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.results;

import java.util.Optional;
import java.util.SortedMap;

/** A line of CSV, value by value (RFC 4180); empty is no value. */
final class CsvLine {
    private final StringBuilder line = new StringBuilder();
    private boolean begun;

    CsvLine add(Object value) {
        if (begun) {
            line.append(',');
        }
        begun = true;
        String text = String.valueOf(value);
        if (value instanceof String && !text.matches("[A-Za-z0-9_.+-]+")) {
            line.append('"').append(text.replace("\"", "\"\"")).append('"');
        } else {
            line.append(text);
        }
        return this;
    }

    CsvLine add(Optional<?> value) {
        if (value.isPresent()) {
            return add((Object) value.orElseThrow());
        }
        if (begun) {
            line.append(',');
        }
        begun = true;
        return this;
    }

    CsvLine metrics(Optional<SortedMap<String, Double>> metrics) {
        Tables.METRICS.forEach(names -> add(metrics.map(map -> map.get(names.get(0)))));
        return this;
    }

    String end() {
        return line.append('\n').toString();
    }
}
