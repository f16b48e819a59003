// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.cordon.task.Listing;
import org.cordon.task.ParticipantPolicy;
import org.cordon.task.PolicyLimits;
import org.cordon.task.PolicyRules;

/** A policy as people read it, each line under its key in the file. */
public final class PolicyText {
    private PolicyText() {}

    /** One line. */
    public record Line(String key, String value) {}

    /** Every rule and limit, also those that were left out of the file. */
    public static List<Line> of(ParticipantPolicy policy) {
        List<Line> lines = new ArrayList<>();
        PolicyRules rules = policy.rules();
        listing(lines, "refuse", rules.refuse(), "none");
        listing(lines, "queue", rules.queue(), "none");
        listing(lines, "allow", rules.allow(), "any");
        lines.add(new Line("otherwise", rules.otherwise().name().toLowerCase(Locale.ROOT)));
        lines.add(new Line(
                "acceptCountsWithoutDp",
                switch (rules.countsWithoutDp()) {
                    case ACCEPT -> "true";
                    case REFUSE -> "false";
                    case OTHERWISE -> "as otherwise says";
                }));
        limits(lines, policy.limits());
        lines.add(new Line("hours", policy.hours().map(Object::toString).orElse("always")));
        return List.copyOf(lines);
    }

    private static void listing(List<Line> lines, String key, Listing listing, String absent) {
        lines.add(new Line(key + ".tasks", names(listing.tasks(), absent)));
        lines.add(new Line(key + ".computations", names(listing.computations(), absent)));
        lines.add(new Line(key + ".columns", names(listing.columns(), absent)));
    }

    private static String names(Optional<Set<String>> names, String absent) {
        return names.map(set -> String.join(", ", new TreeSet<>(set))).orElse(absent);
    }

    private static void limits(List<Line> lines, PolicyLimits limits) {
        lines.add(new Line("requireDpia", String.valueOf(limits.requireDpia())));
        lines.add(new Line("limits.minHonest", String.valueOf(limits.minHonest())));
        lines.add(new Line("limits.minCohort", String.valueOf(limits.minCohort())));
        lines.add(new Line("limits.rounds", String.valueOf(limits.rounds())));
        lines.add(new Line("limits.roundsADay", text(limits.roundsADay())));
        lines.add(new Line("limits.epsilon", text(limits.epsilon())));
        lines.add(new Line("limits.delta", text(limits.delta())));
        lines.add(new Line("limits.epsilonOfAllTasks", text(limits.epsilonOfAllTasks())));
        lines.add(new Line("limits.columns", text(limits.columns())));
        lines.add(new Line("limits.retention", text(limits.retention())));
        lines.add(new Line("limits.cpuARound", text(limits.cpuARound())));
    }

    private static String text(Optional<?> value) {
        return value.map(Object::toString).orElse("no limit");
    }
}
