// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cordon.audit.AuditReport.RoundLine;

/** Pictures of rounds: SVG without text, which stands beside them in HTML, so that it can be read at any width. */
final class Drawing {
    private static final int STEP = 140;
    private static final int MIDDLE = 14;
    private static final int DOT = 7;
    private static final int WIDTH = 700;
    private static final int MARGIN = 14;
    private static final int LANE = 36;
    private static final int CHART_HEIGHT = 160;

    private Drawing() {}

    /** The seven steps of one attempt; hollow where it did not come to them, a cross where it ended early. */
    static Element track(RoundLine round, List<Steps> steps) {
        Element svg = svg("track", STEP * steps.size(), 2 * MIDDLE, "Steps of the attempt; it is " + round.end());
        int last = -1;
        for (int i = 0; i < steps.size(); i++) {
            last = steps.get(i).reached() ? i : last;
        }
        int x = STEP / 2;
        svg.add(line(x, MIDDLE, x + STEP * (steps.size() - 1), MIDDLE, "rail"));
        if (last > 0) {
            svg.add(line(x, MIDDLE, x + STEP * last, MIDDLE, "done"));
        }
        for (int i = 0; i < steps.size(); i++) {
            svg.add(circle(x + STEP * i, MIDDLE, DOT, steps.get(i).reached() ? "dot reached" : "dot"));
        }
        boolean early = round.end().equals("aborted") || round.end().equals("dead");
        if (early && last + 1 < steps.size()) {
            int at = x + STEP * last + STEP / 2;
            svg.add(cross(at, MIDDLE));
        }
        return svg;
    }

    /** All attempts of all tasks over claimed time: a lane for each task. */
    static Element overview(List<RoundLine> rounds, List<String> sessions, Instant from, Instant to) {
        Element svg =
                svg("overview", WIDTH, LANE * sessions.size(), "All attempts over claimed time, a lane for each task");
        long whole = Math.max(1, Duration.between(from, to).toMillis());
        for (int lane = 0; lane < sessions.size(); lane++) {
            int y = LANE * lane + LANE / 2;
            svg.add(line(MARGIN, y, WIDTH - MARGIN, y, "rail"));
        }
        for (RoundLine round : rounds) {
            Optional<Instant> start = Steps.start(round);
            if (start.isPresent()) {
                long part = Math.max(
                        0, Math.min(whole, Duration.between(from, start.get()).toMillis()));
                int x = MARGIN + (int) ((WIDTH - 2 * MARGIN) * part / whole);
                svg.add(mark(round.end(), x, LANE * sessions.indexOf(round.session()) + LANE / 2));
            }
        }
        return svg;
    }

    /** The mark of an end, which differs in shape as well as in colour. */
    static Element mark(String end, int x, int y) {
        return switch (end) {
            case "published", "released" -> circle(x, y, DOT, "end " + end);
            case "dead" -> cross(x, y);
            case "aborted" ->
                Element.of("path")
                        .attr("d", "M" + x + " " + (y - DOT) + "l8 15h-16z")
                        .cls("end aborted");
            default ->
                Element.of("rect")
                        .attr("x", x - 7)
                        .attr("y", y - 7)
                        .attr("width", 14)
                        .attr("height", 14)
                        .cls("end open");
        };
    }

    static Element key(String end) {
        return svg("key", 2 * MIDDLE, 2 * MIDDLE, end).add(mark(end, MIDDLE, MIDDLE));
    }

    /** Cohorts and survivors, attempt by attempt, against the fewest inputs that a sum may have. */
    static Element members(List<RoundLine> rounds) {
        int most = rounds.stream()
                .mapToInt(round -> Math.max(round.minimum(), round.cohort().size()))
                .max()
                .orElse(1);
        int column = Math.max(1, Math.min(60, WIDTH / Math.max(1, rounds.size())));
        Element svg = svg(
                        "members",
                        column * Math.max(1, rounds.size()),
                        CHART_HEIGHT,
                        "Cohort and survivors of each attempt against the minimum")
                .attr("preserveAspectRatio", "none");
        for (int i = 0; i < rounds.size(); i++) {
            RoundLine round = rounds.get(i);
            int x = column * i;
            int bar = Math.max(1, column - column / 5);
            svg.add(bar(x, bar, height(round.cohort().size(), most), "cohort"));
            boolean few = round.survivors().size() < round.minimum();
            svg.add(bar(x, bar, height(round.survivors().size(), most), few ? "survivors few" : "survivors"));
            if (round.minimum() > 0) {
                int y = CHART_HEIGHT - height(round.minimum(), most);
                svg.add(line(x, y, x + column, y, "minimum"));
            }
        }
        return svg;
    }

    private static int height(int members, int most) {
        return (CHART_HEIGHT - 6) * members / Math.max(1, most);
    }

    private static Element bar(int x, int width, int height, String cls) {
        return Element.of("rect")
                .attr("x", x)
                .attr("y", CHART_HEIGHT - height)
                .attr("width", width)
                .attr("height", height)
                .cls(cls);
    }

    private static Element svg(String cls, int width, int height, String label) {
        return Element.of("svg")
                .cls(cls)
                .attr("viewBox", "0 0 " + width + " " + height)
                .attr("role", "img")
                .attr("aria-label", label);
    }

    private static Element line(int x1, int y1, int x2, int y2, String cls) {
        return Element.of("line")
                .attr("x1", x1)
                .attr("y1", y1)
                .attr("x2", x2)
                .attr("y2", y2)
                .cls(cls);
    }

    private static Element circle(int x, int y, int r, String cls) {
        return Element.of("circle").attr("cx", x).attr("cy", y).attr("r", r).cls(cls);
    }

    private static Element cross(int x, int y) {
        return Element.of("path")
                .attr("d", "M" + (x - 8) + " " + (y - 8) + "l16 16M" + (x - 8) + " " + (y + 8) + "l16 -16")
                .cls("end dead");
    }
}
