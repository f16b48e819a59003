// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.data;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The values of a row of a database as text: moments in ISO 8601 with their offset, numbers in full, NULL as nothing. */
public final class RowText {
    private RowText() {}

    /** The columns 1 to {@code columns} of the row that {@code result} stands at. */
    public static List<String> of(ResultSet result, int columns) throws SQLException {
        List<String> values = new ArrayList<>(columns);
        for (int i = 1; i <= columns; i++) {
            String type = result.getMetaData().getColumnTypeName(i);
            values.add(
                    isMoment(type)
                            ? Optional.ofNullable(result.getObject(i, OffsetDateTime.class))
                                    .map(DateTimeFormatter.ISO_OFFSET_DATE_TIME::format)
                                    .orElse("")
                            : Optional.ofNullable(result.getObject(i)).map(RowText::text).orElse(""));
        }
        return values;
    }

    /** DuckDB's and PostgreSQL's names of a time with an offset. */
    private static boolean isMoment(String type) {
        return type.equals("TIMESTAMP WITH TIME ZONE") || type.equals("timestamptz");
    }

    private static String text(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (value instanceof Boolean truth) {
            return truth ? "1" : "0";
        }
        return String.valueOf(value);
    }
}
