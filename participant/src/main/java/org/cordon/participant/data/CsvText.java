// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.data;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Reads records of a CSV file (RFC 4180, UTF-8): its header, and the line on which a record begins, for error messages.
 */
final class CsvText implements AutoCloseable {
    private final BufferedReader reader;
    private final char delimiter;
    private int line = 1;
    private boolean endsWithQuote;
    private boolean insideQuotes;

    private CsvText(BufferedReader reader, char delimiter) {
        this.reader = reader;
        this.delimiter = delimiter;
    }

    /** The column names, stripped of spaces; empty for an empty file. */
    static List<String> header(Path file, char delimiter) throws IOException {
        try (CsvText text = open(file, delimiter)) {
            List<String> names = text.next().orElse(List.of());
            return names.stream().map(String::strip).toList();
        }
    }

    /** The line, counted from 1, on which data row {@code row}, counted from 1 after the header, begins. */
    static int lineOf(Path file, char delimiter, long row) throws IOException {
        try (CsvText text = open(file, delimiter)) {
            long seen = 0;
            while (true) {
                int begin = text.line;
                Optional<List<String>> fields = text.next();
                if (fields.isEmpty()) {
                    return begin;
                }
                // A blank line is no row in a file of several columns.
                boolean blank = fields.get().equals(List.of(""));
                if (!blank && seen++ == row) {
                    return begin;
                }
            }
        }
    }

    static CsvText open(Path file, char delimiter) throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
        boolean zipped = file.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
        try {
            InputStream plain = zipped ? new GZIPInputStream(bytes) : bytes;
            BufferedReader reader = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8));
            reader.mark(1);
            if (reader.read() != '\uFEFF') {
                reader.reset();
            }
            return new CsvText(reader, delimiter);
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }

    /** The line, counted from 1, on which the next record begins. */
    int line() {
        return line;
    }

    /** Whether the last record ended with the file, but within quotes. */
    boolean insideQuotes() {
        return insideQuotes;
    }

    /** The next record; empty at the end. */
    Optional<List<String>> next() throws IOException {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        int character = reader.read();
        if (character < 0) {
            return Optional.empty();
        }
        for (; character >= 0; character = reader.read()) {
            if (character == '\n') {
                line++;
                if (!quoted) {
                    break;
                }
            }
            if (character == '"') {
                // A doubled quote closes and opens again; only its text differs.
                if (!quoted && endsWithQuote) {
                    field.append('"');
                }
                quoted = !quoted;
                endsWithQuote = !quoted;
                continue;
            }
            endsWithQuote = false;
            if (character == delimiter && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else if (character != '\r' || quoted) {
                field.append((char) character);
            }
        }
        endsWithQuote = false;
        insideQuotes = quoted;
        fields.add(field.toString());
        return Optional.of(fields);
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
