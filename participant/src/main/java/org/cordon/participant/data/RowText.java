// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.data;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rows of a database as texts.
 *
 * <p><b>Guarantees.</b> A moment becomes ISO 8601 with its offset, a number stands in full, true and false are 1 and 0, NULL is
 * empty. A time without an offset is given none, so that who needs one refuses it.
 */
public final class RowText {
    /** A time with an offset, as DuckDB and PostgreSQL call it. */
    private static final Set<String> MOMENTS = Set.of("TIMESTAMP WITH TIME ZONE", "timestamptz");

    private final ResultSet result;
    private final List<String> names = new ArrayList<>();
    private final boolean[] moments;

    /** Reads the columns of {@code result}. */
    public RowText(ResultSet result) throws SQLException {
        this.result = result;
        ResultSetMetaData meta = result.getMetaData();
        this.moments = new boolean[meta.getColumnCount()];
        for (int i = 0; i < moments.length; i++) {
            names.add(meta.getColumnName(i + 1).strip());
            moments[i] = MOMENTS.contains(meta.getColumnTypeName(i + 1));
        }
    }

    /** Passes all rows on, numbered from 1. */
    public void passOn(RecordSink sink) throws SQLException {
        sink.columns(List.copyOf(names));
        for (int row = 1; result.next(); row++) {
            List<String> values = new ArrayList<>(moments.length);
            for (int i = 0; i < moments.length; i++) {
                values.add(moments[i] ? moment(i + 1) : other(i + 1));
            }
            sink.row(values, row);
        }
    }

    private String moment(int column) throws SQLException {
        return Optional.ofNullable(result.getObject(column, OffsetDateTime.class))
                .map(DateTimeFormatter.ISO_OFFSET_DATE_TIME::format)
                .orElse("");
    }

    private String other(int column) throws SQLException {
        return Optional.ofNullable(result.getObject(column)).map(RowText::text).orElse("");
    }

    private static String text(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (value instanceof byte[] bytes) {
            return "\\x" + HexFormat.of().formatHex(bytes);
        }
        if (value instanceof Boolean truth) {
            return truth ? "1" : "0";
        }
        return String.valueOf(value);
    }
}
