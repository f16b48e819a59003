// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;

/**
 * Reads a table of comma-separated values with a header (RFC 4180), a line for each row: quoted fields may hold commas and
 * quotes, but no line ends, so that a quote that is never closed spoils its own row alone.
 */
final class ReferenceRows {
    private static final List<String> NEEDED = List.of("id", "quantity");

    private final String text;
    private int at;

    private ReferenceRows(String text) {
        this.text = text;
    }

    static List<ReferenceRow> read(String text) {
        ReferenceRows reading = new ReferenceRows(text.startsWith("\uFEFF") ? text.substring(1) : text);
        List<String> header = reading.record().stream().map(String::strip).toList();
        for (String column : NEEDED) {
            if (!header.contains(column)) {
                throw new CommandFailure(
                        ExitCode.UNREADABLE_INPUT,
                        "--csv must have a column " + column + ", but line 1 has " + String.join(", ", header),
                        "Give the table a header with id, mechanism, params, sampling_rate, steps, delta, quantity,"
                                + " accountant");
            }
        }
        List<ReferenceRow> rows = new ArrayList<>();
        for (int line = 2; reading.at < reading.text.length(); line++) {
            List<String> fields = reading.record();
            if (fields.size() > 1 || !fields.get(0).isBlank()) {
                rows.add(row(line, header, fields));
            }
        }
        return rows;
    }

    private static ReferenceRow row(int line, List<String> header, List<String> fields) {
        Map<String, String> columns = new LinkedHashMap<>();
        int shared = Math.min(header.size(), fields.size());
        for (int i = 0; i < shared; i++) {
            columns.put(header.get(i), fields.get(i).strip());
        }
        boolean whole = fields.size() == header.size();
        return new ReferenceRow(line, columns, whole ? Optional.empty() : Optional.of(header.get(shared - 1)));
    }

    private List<String> record() {
        List<String> fields = new ArrayList<>();
        do {
            fields.add(field());
        } while (at < text.length() && text.charAt(at++) == ',');
        return fields;
    }

    /** Reads to the next comma or line end, which it leaves; a carriage return before a line end is none of the field. */
    private String field() {
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        while (at < text.length() && text.charAt(at) != '\n') {
            char next = text.charAt(at);
            if (next == '"' && quoted && text.startsWith("\"\"", at)) {
                field.append('"');
                at++;
            } else if (next == '"' && (quoted || field.length() == 0)) {
                quoted = !quoted;
            } else if (next == ',' && !quoted) {
                break;
            } else {
                field.append(next);
            }
            at++;
        }
        return field.toString().stripTrailing();
    }
}
