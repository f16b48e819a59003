// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Reads a file of records of texts row by row: CSV or TSV (RFC 4180, with a header), JSON (an array or one object a line), each
 * also gzipped, and Parquet.
 *
 * <p><b>Guarantees.</b> Rows keep the order of the file and the form of their values: a number or time of a text format arrives as
 * it is written. Every row reaches {@link RecordSink#row} or {@link RecordSink#malformed}; what ends the reading before the end
 * of the file is an {@link UnreadableTable}. Memory does not grow with the file.
 */
public final class RecordFile {
    private final Path file;
    private final TableFormat format;

    private RecordFile(Path file, TableFormat format) {
        this.file = file;
        this.format = format;
    }

    /** Passes the rows of {@code file} to {@code sink}. */
    public static void read(Path file, RecordSink sink) {
        TableFormat format = TableFormat.of(file);
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new UnreadableTable(file, "must be a readable file, but is none");
        }
        RecordFile reading = new RecordFile(file, format);
        try {
            switch (format) {
                case CSV, TSV -> reading.lines(sink);
                case JSON -> reading.objects(sink);
                case PARQUET -> StagedFile.records(file, sink);
            }
        } catch (JsonProcessingException e) {
            throw new UnreadableTable(
                    file,
                    "line " + e.getLocation().getLineNr()
                            + " must be JSON, but is not; the rest of the file was not read",
                    e);
        } catch (IOException e) {
            throw new UnreadableTable(file, "must be readable, but " + e.getMessage(), e);
        } catch (SQLException e) {
            throw new UnreadableTable(
                    file,
                    "must be readable, but is not: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                    e);
        }
    }

    private void lines(RecordSink sink) throws IOException {
        try (CsvText text = CsvText.open(file, format.delimiter())) {
            List<String> names =
                    text.next().orElse(List.of()).stream().map(String::strip).toList();
            sink.columns(names);
            while (true) {
                int line = text.line();
                Optional<List<String>> fields = text.next();
                if (fields.isEmpty()) {
                    return;
                }
                if (text.insideQuotes()) {
                    sink.malformed("must close its quotes, but does not", line);
                } else if (fields.get().size() == names.size()) {
                    sink.row(fields.get(), line);
                } else if (!fields.get().equals(List.of(""))) {
                    sink.malformed(
                            "must have " + names.size() + " columns, as the header, but has "
                                    + fields.get().size(),
                            line);
                }
            }
        }
    }

    /** Read twice: an object further down may have a key that the first ones lack. */
    private void objects(RecordSink sink) throws IOException {
        Map<String, Integer> places = new LinkedHashMap<>();
        try (JsonParser parser = open()) {
            for (JsonToken token = first(parser); isRow(token); token = parser.nextToken()) {
                if (token == JsonToken.START_OBJECT) {
                    while (parser.nextToken() == JsonToken.FIELD_NAME) {
                        places.putIfAbsent(parser.currentName(), places.size());
                        parser.nextToken();
                        parser.skipChildren();
                    }
                } else {
                    parser.skipChildren();
                }
            }
        }
        sink.columns(List.copyOf(places.keySet()));
        try (JsonParser parser = open()) {
            for (JsonToken token = first(parser); isRow(token); token = parser.nextToken()) {
                object(parser, places, sink);
            }
        }
    }

    private static void object(JsonParser parser, Map<String, Integer> places, RecordSink sink) throws IOException {
        int line = parser.currentTokenLocation().getLineNr();
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            sink.malformed("must be an object, but is not", line);
            return;
        }
        String[] values = new String[places.size()];
        Arrays.fill(values, "");
        List<String> faults = new ArrayList<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            int place = Optional.ofNullable(places.get(name))
                    .orElseThrow(() -> new IOException("it was changed meanwhile"));
            JsonToken token = parser.nextToken();
            if (token.isStructStart()) {
                parser.skipChildren();
                faults.add("column " + name + " must be a single value, but is a list or an object");
            } else if (token != JsonToken.VALUE_NULL) {
                values[place] = String.valueOf(parser.getText());
            }
        }
        if (faults.isEmpty()) {
            sink.row(List.of(values), line);
        } else {
            sink.malformed(faults.get(0), line);
        }
    }

    /** The first row of the array, or of the lines. */
    private static JsonToken first(JsonParser parser) throws IOException {
        JsonToken token = parser.nextToken();
        return token == JsonToken.START_ARRAY ? parser.nextToken() : token;
    }

    @SuppressWarnings("NullAway") // the parser's end is null
    private static boolean isRow(JsonToken token) {
        return token != null && token != JsonToken.END_ARRAY;
    }

    private JsonParser open() throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
        boolean zipped = file.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
        return new JsonFactory()
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .createParser(zipped ? new GZIPInputStream(bytes) : bytes);
    }
}
