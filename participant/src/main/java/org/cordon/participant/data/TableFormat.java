// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.data;

import java.nio.file.Path;
import java.util.Locale;

/** The formats a table is read from, told by the end of the file's name. */
enum TableFormat {
    CSV(".*\\.csv(\\.gz)?", ","),
    TSV(".*\\.tsv(\\.gz)?", "\t"),
    PARQUET(".*\\.parquet", ""),
    JSON(".*\\.(json|jsonl|ndjson)(\\.gz)?", "");

    /** DuckDB would make a column of a folder that is called {@code year=2024}. */
    private static final String PATH_IS_NO_COLUMN = ", hive_partitioning=false";

    private final String names;
    private final String delimiter;

    TableFormat(String names, String delimiter) {
        this.names = names;
        this.delimiter = delimiter;
    }

    static TableFormat of(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        for (TableFormat format : values()) {
            if (name.matches(format.names)) {
                return format;
            }
        }
        throw new UnreadableTable(
                file, "name must end in .csv, .tsv, .json, .jsonl or .ndjson (each also with .gz) or in .parquet");
    }

    /** Whether the file is lines of text with a header. */
    boolean isText() {
        return !delimiter.isEmpty();
    }

    char delimiter() {
        return delimiter.charAt(0);
    }

    /**
     * The table function that reads the file whose path is the statement's only parameter, given the number of columns.
     */
    String tableFunction(int columns) {
        return switch (this) {
            case PARQUET -> "read_parquet(?" + PATH_IS_NO_COLUMN + ")";
            case JSON -> "read_json(?, sample_size=-1" + PATH_IS_NO_COLUMN + ")";
            case CSV, TSV -> {
                StringBuilder types = new StringBuilder();
                for (int i = 0; i < columns; i++) {
                    types.append(i == 0 ? "" : ", ").append("'c").append(i).append("': 'VARCHAR'");
                }
                yield "read_csv(?, auto_detect=false, header=false, skip=1, delim='" + delimiter
                        + "', quote='\"', escape='\"', columns={" + types + "}" + PATH_IS_NO_COLUMN + ")";
            }
        };
    }
}
