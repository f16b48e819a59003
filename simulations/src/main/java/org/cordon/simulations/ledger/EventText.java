// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger;

import java.time.LocalDate;
import java.util.List;

/**
 * Events as lines of CSV or JSON in the columns of cordon/events-v1, without the truth.
 *
 * <p><b>Guarantees.</b> Texts of {@link Event} need no escaping. Amounts have two decimals, never fewer than 0.01 where something moved;
 * a missing value is an empty field or an absent key.
 */
public final class EventText {
    private static final List<String> COLUMNS = List.of(
            "id",
            "time",
            "kind",
            "account",
            "asset",
            "chain",
            "amount_usd",
            "counterparty",
            "ip_block",
            "device",
            "country",
            "outcome",
            "role",
            "x_price",
            "x_side",
            "x_records",
            "x_approvers");
    private static final int NUMBERS_FROM = 13;
    private static final int AMOUNT = 6;

    private EventText() {}

    /** The header of CSV. */
    public static String header() {
        return String.join(",", COLUMNS);
    }

    /** A line of CSV, without its end. */
    public static String csv(Event event) {
        return String.join(",", values(event));
    }

    /** A JSON object on one line. */
    public static String json(Event event) {
        StringBuilder line = new StringBuilder(320).append('{');
        append(line, event);
        return line.append('}').toString();
    }

    /** The same with the name of the exchange first. */
    public static String json(String exchange, Event event) {
        StringBuilder line = new StringBuilder(340)
                .append("{\"exchange\":\"")
                .append(exchange)
                .append("\",");
        append(line, event);
        return line.append('}').toString();
    }

    /** A moment in ISO 8601, to the microsecond; {@code Instant.toString} takes as long as all the rest of a line. */
    public static String time(long micros) {
        long rest = Math.floorMod(micros, Clock.DAY);
        StringBuilder text = new StringBuilder(27)
                .append(LocalDate.ofEpochDay(Math.floorDiv(micros, Clock.DAY)))
                .append('T');
        padded(text, rest / Clock.HOUR, 2).append(':');
        padded(text, rest / Clock.MINUTE % 60, 2).append(':');
        padded(text, rest / Clock.SECOND % 60, 2).append('.');
        return padded(text, rest % Clock.SECOND, 6).append('Z').toString();
    }

    private static StringBuilder padded(StringBuilder text, long number, int digits) {
        for (long bound = 10, digit = 1; digit < digits; digit++, bound *= 10) {
            if (number < bound) {
                text.append('0');
            }
        }
        return text.append(number);
    }

    private static void append(StringBuilder line, Event event) {
        String[] values = values(event);
        for (int column = 0; column < values.length; column++) {
            if (!values[column].isEmpty()) {
                String mark = column == AMOUNT || column >= NUMBERS_FROM ? "" : "\"";
                line.append(column == 0 ? "\"" : ",\"")
                        .append(COLUMNS.get(column))
                        .append("\":");
                line.append(mark).append(values[column]).append(mark);
            }
        }
    }

    private static String[] values(Event event) {
        String[] values = {
            event.id(),
            time(event.timeMicros()),
            event.kind().text(),
            event.actor().account(),
            event.money().map(Money::asset).orElse(""),
            event.money().map(Money::chain).orElse(""),
            event.money().map(EventText::amount).orElse(""),
            event.counterparty(),
            event.session().map(Session::ipBlock).orElse(""),
            event.session().map(Session::device).orElse(""),
            event.session().map(Session::country).orElse(""),
            event.outcome().text(),
            event.actor().role(),
            "",
            "",
            "",
            ""
        };
        event.detail().ifPresent(detail -> further(detail, values));
        return values;
    }

    private static void further(Detail detail, String[] values) {
        if (detail instanceof Detail.Quote quote) {
            values[NUMBERS_FROM] = decimal(quote.price(), 1_000_000);
            values[NUMBERS_FROM + 1] = quote.buys() ? "1" : "-1";
        } else if (detail instanceof Detail.Privilege privilege) {
            values[NUMBERS_FROM + 2] = String.valueOf(privilege.records());
            values[NUMBERS_FROM + 3] = String.valueOf(privilege.approvers());
        }
    }

    private static String amount(Money money) {
        return money.usd() < 0 ? "" : decimal(Math.max(money.usd(), 0.01), 100);
    }

    /** A decimal without exponent, rounded to as many parts of one. */
    private static String decimal(double value, long parts) {
        long rounded = (long) StrictMath.rint(value * parts);
        String rest = String.valueOf(parts + rounded % parts).substring(1);
        return rounded / parts + "." + rest;
    }
}
