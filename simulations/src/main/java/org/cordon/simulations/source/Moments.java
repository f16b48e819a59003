// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.source;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a column of time holds: numbers, or ISO 8601. */
final class Moments {
    private static final Set<String> MISSING = Set.of("", "na", "nan", "null");

    /** Offsets as files and DuckDB write them: Z, +02:00, +0200, +02. */
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffset("+HH:MM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HHMM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HH", "Z")
            .toFormatter(Locale.ROOT);

    private Moments() {}

    static boolean isMissing(String text) {
        return MISSING.contains(text.strip().toLowerCase(Locale.ROOT));
    }

    static Optional<Double> number(String text) {
        try {
            return Optional.of(Double.parseDouble(text));
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }

    /** A year, a month, a day or a time of day, with T or a blank before it: its beginning; in UTC without a zone. */
    static Optional<Instant> date(String text) {
        String whole = text.strip()
                .replaceFirst("^(\\d{4})$", "$1-01")
                .replaceFirst("^(\\d{4}-\\d{2})$", "$1-01")
                .replaceFirst("^(\\d{4}-\\d{2}-\\d{2}) +", "$1T");
        try {
            TemporalAccessor found = ISO.parseBest(whole, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
            if (found instanceof OffsetDateTime zoned) {
                return Optional.of(zoned.toInstant());
            }
            LocalDateTime local = found instanceof LocalDateTime timed
                    ? timed
                    : LocalDate.from(found).atStartOfDay();
            return Optional.of(local.toInstant(ZoneOffset.UTC));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }
}
