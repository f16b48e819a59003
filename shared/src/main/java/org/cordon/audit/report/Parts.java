// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cordon.audit.Verdict;

/** What several sections are made of. */
final class Parts {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final int SHORT_HEX = 12;

    private Parts() {}

    static Element section(String id, String title) {
        return Element.of("section").attr("id", id).add(Element.of("h2", title));
    }

    static Element time(Instant at) {
        return Element.of("time", moment(at)).attr("datetime", at.toString());
    }

    static String moment(Instant at) {
        return MOMENT.format(at);
    }

    static Element badge(Verdict verdict) {
        return Element.of("span", mark(verdict) + " " + words(verdict)).cls("badge " + cls(verdict));
    }

    static String words(Verdict verdict) {
        return verdict.name().replace('_', ' ');
    }

    static String cls(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** So that nobody has to tell verdicts by colour. */
    static String mark(Verdict verdict) {
        return switch (verdict) {
            case PASS -> "\u2713";
            case FAIL -> "\u2717";
            case ATTESTED -> "\u25c6";
            case NO_EVIDENCE -> "?";
            case NOT_APPLICABLE -> "\u2013";
        };
    }

    static Element row(String name, Element... value) {
        return Element.of("div")
                .cls("row")
                .add(Element.of("dt", name), Element.of("dd").add(value));
    }

    static Element row(String name, String value) {
        return row(name, Element.of("span", value));
    }

    /** A table; each cell carries the name of its column as well, which is shown where the screen is narrow. */
    static Element table(String caption, List<String> columns, List<List<Element>> rows) {
        Element head = Element.of("tr");
        columns.forEach(column -> head.add(Element.of("th", column).attr("scope", "col")));
        Element body = Element.of("tbody");
        for (List<Element> row : rows) {
            Element cells = Element.of("tr");
            for (int i = 0; i < row.size(); i++) {
                cells.add(Element.of("td")
                        .add(Element.of("span", columns.get(i)).cls("column").attr("aria-hidden", "true"), row.get(i)));
            }
            body.add(cells);
        }
        return Element.of("table")
                .add(Element.of("caption", caption), Element.of("thead").add(head), body);
    }

    static Element span(String text) {
        return Element.of("span", text);
    }

    static Element code(String text) {
        return Element.of("code", text);
    }

    static String shortHex(String hex) {
        return hex.length() > SHORT_HEX ? hex.substring(0, SHORT_HEX) : hex;
    }

    /** Ascending numbers in words: {@code 1-3, 7}; {@code none} for none. */
    static String ranges(List<? extends Number> ascending) {
        List<String> ranges = new ArrayList<>();
        for (int i = 0; i < ascending.size(); ) {
            int end = i;
            while (end + 1 < ascending.size()
                    && ascending.get(end + 1).longValue() == ascending.get(end).longValue() + 1) {
                end++;
            }
            ranges.add(ascending.get(i) + (end == i ? "" : "\u2013" + ascending.get(end)));
            i = end + 1;
        }
        return ranges.isEmpty() ? "none" : String.join(", ", ranges);
    }

    static String count(long count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }

    /** A duration as people say it, exact to two digits or better. */
    static String span(Duration duration) {
        long ms = duration.toMillis();
        if (ms == 0) {
            return "0 s";
        }
        if (ms < 10_000) {
            return String.format(Locale.ROOT, "%.1f s", ms / 1000.0);
        }
        if (ms < 180_000) {
            return ms / 1000 + " s";
        }
        long minutes = ms / 60_000;
        if (minutes < 180) {
            return minutes + " min";
        }
        long hours = minutes / 60;
        return hours < 72 ? hours + " h" : hours / 24 + " d";
    }
}
