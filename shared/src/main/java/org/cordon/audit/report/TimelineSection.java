// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.cordon.audit.AuditReport.RoundLine;
import org.cordon.audit.AuditReport.StepSeen;

/** What happened, round by round. */
final class TimelineSection {
    /** Most attempts that are told one by one; the newest are. */
    static final int MOST_ROWS = 2000;

    static final List<String> ENDS = List.of("published", "released", "aborted", "dead", "open");

    private TimelineSection() {}

    static Element of(Findings findings) {
        List<RoundLine> rounds = findings.report().rounds();
        Element section = Parts.section("rounds", "Rounds");
        if (rounds.isEmpty()) {
            return section.add(Element.of("p", "No round was opened."));
        }
        section.add(
                Element.of("p", counts(rounds)),
                overview(findings, rounds),
                members(rounds),
                Element.of("h3", "Attempt by attempt"));
        int told = Math.min(rounds.size(), MOST_ROWS);
        if (told < rounds.size()) {
            section.add(Element.of("p", "The newest " + told + " of " + rounds.size() + " attempts."));
        }
        rounds.subList(rounds.size() - told, rounds.size()).forEach(round -> section.add(row(findings, round)));
        return section;
    }

    private static String counts(List<RoundLine> rounds) {
        List<String> ends = new ArrayList<>();
        for (String end : ENDS) {
            long count =
                    rounds.stream().filter(round -> round.end().equals(end)).count();
            if (count > 0) {
                ends.add(count + " " + end);
            }
        }
        return Parts.count(rounds.size(), "attempt", "attempts") + ": " + String.join(", ", ends)
                + ". A dead round was given up after its survivors were proposed: it opened nothing, and counts as if it had.";
    }

    private static Element overview(Findings findings, List<RoundLine> rounds) {
        List<Instant> starts = rounds.stream()
                .map(Steps::start)
                .flatMap(Optional::stream)
                .sorted()
                .toList();
        List<String> sessions =
                rounds.stream().map(RoundLine::session).distinct().toList();
        Element figure = Element.of("figure");
        if (starts.isEmpty()) {
            return figure;
        }
        Instant from = starts.get(0);
        Instant to = starts.get(starts.size() - 1);
        Element lanes = Element.of("ul").cls("lanes");
        sessions.forEach(session -> lanes.add(Element.of("li", findings.task(session))));
        Element key = Element.of("p").cls("keys");
        ENDS.forEach(end -> key.add(Element.of("span").cls("entry").add(Drawing.key(end), Parts.span(end))));
        return figure.add(
                Element.of("figcaption", "When attempts were opened, by the coordinator's clock; a lane for each task"),
                Element.of("div").cls("plot").add(lanes, Drawing.overview(rounds, sessions, from, to)),
                Element.of("p").cls("axis").add(Parts.time(from), Parts.time(to)),
                key);
    }

    private static Element members(List<RoundLine> rounds) {
        List<RoundLine> began =
                rounds.stream().filter(round -> !round.cohort().isEmpty()).toList();
        int most = began.stream()
                .map(round -> Math.max(round.minimum(), round.cohort().size()))
                .max(Comparator.naturalOrder())
                .orElse(0);
        return Element.of("figure")
                .add(
                        Element.of(
                                "figcaption",
                                "Members of each attempt that had a cohort, oldest first; the highest bar is " + most),
                        Drawing.members(began),
                        Element.of("p")
                                .cls("keys")
                                .add(
                                        Element.of("span", "cohort").cls("swatch cohort"),
                                        Element.of("span", "survivors").cls("swatch survivors"),
                                        Element.of("span", "fewest inputs of a sum")
                                                .cls("swatch minimum")));
    }

    private static Element row(Findings findings, RoundLine round) {
        List<Steps> steps = Steps.of(round);
        Element list = Element.of("ol").cls("steps");
        steps.forEach(step -> list.add(step(step)));
        return Element.of("article")
                .cls("round " + round.end())
                .add(
                        Element.of("h4")
                                .add(
                                        Drawing.key(round.end()),
                                        Parts.span(title(findings, round)),
                                        Element.of("span", round.end()).cls("badge end-" + round.end())),
                        opened(round),
                        Drawing.track(round, steps),
                        list,
                        Element.of("p", who(round)).cls("who"));
    }

    private static String title(Findings findings, RoundLine round) {
        return findings.task(round.session()) + ": " + round.computation() + ", epoch " + round.epoch() + ", round "
                + round.round() + (round.attempt() == 0 ? "" : ", attempt " + round.attempt()) + " ";
    }

    private static Element opened(RoundLine round) {
        Element line = Element.of("p").cls("when");
        Steps.start(round).ifPresent(start -> line.add(Parts.span("opened "), Parts.time(start)));
        Optional<StepSeen> aborted = round.steps().stream()
                .filter(step -> step.step().equals("aborted"))
                .findFirst();
        aborted.ifPresent(step -> line.text((round.end().equals("dead") ? "; dead after " : "; aborted after ")
                + Steps.start(round)
                        .map(start -> Parts.span(Duration.between(start, step.at())))
                        .orElse("some time")
                + " (leaf " + step.leaf() + ")"));
        return line;
    }

    private static Element step(Steps step) {
        Element item = Element.of("li").cls(step.reached() ? "reached" : "");
        item.add(Element.of("strong", step.step()));
        item.add(Element.of(
                "span", step.after().map(after -> "+" + Parts.span(after)).orElse("\u00a0")));
        if (!step.leaves().isEmpty()) {
            item.add(Element.of("span", (step.leaves().size() == 1 ? "leaf " : "leaves ") + Parts.ranges(step.leaves()))
                    .cls("leaf"));
        }
        return item;
    }

    private static String who(RoundLine round) {
        List<String> parts = new ArrayList<>();
        parts.add("Cohort: " + set(round.cohort()));
        if (!round.declined().isEmpty()) {
            parts.add("declined: " + set(round.declined()));
        }
        List<Integer> dropped = round.cohort().stream()
                .filter(member -> !round.survivors().contains(member))
                .toList();
        parts.add("survivors: " + set(round.survivors()));
        if (!round.survivors().isEmpty() && !dropped.isEmpty()) {
            parts.add("dropped out: " + set(dropped));
        }
        parts.add(round.minimum() == 0 ? "minimum not readable" : "minimum: " + round.minimum());
        return String.join(" \u00b7 ", parts);
    }

    private static String set(List<Integer> members) {
        return members.isEmpty() ? "none" : Parts.ranges(members) + " (" + members.size() + ")";
    }
}
