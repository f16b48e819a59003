// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cordon.audit.AuditReport.RoundLine;
import org.cordon.audit.AuditReport.StepSeen;

/**
 * What the log holds of an attempt, by the seven steps of the protocol.
 *
 * @param step one of {@link #NAMES}
 * @param reached whether the log has a record of it
 * @param after how long after the first record of the attempt it was first seen
 * @param leaves ascending
 */
record Steps(String step, boolean reached, Optional<Duration> after, List<Long> leaves) {
    static final List<String> NAMES = List.of("open", "ready", "cohort", "upload", "survivors", "reveal", "result");

    private static final String READY = "ready";
    private static final String COHORT = "cohort";

    Steps {
        leaves = List.copyOf(leaves);
    }

    /** One for each name, in their order. */
    static List<Steps> of(RoundLine round) {
        List<Steps> steps = new ArrayList<>();
        for (String name : NAMES) {
            List<StepSeen> seen = round.steps().stream()
                    .filter(step -> records(name).contains(step.step()))
                    .toList();
            boolean told = name.equals(READY)
                    && round.steps().stream().anyMatch(step -> step.step().equals(COHORT));
            Optional<Duration> after = start(round)
                    .flatMap(begin -> seen.stream().findFirst().map(first -> Duration.between(begin, first.at())));
            steps.add(new Steps(
                    name,
                    told || !seen.isEmpty(),
                    after,
                    seen.stream().map(StepSeen::leaf).sorted().toList()));
        }
        return steps;
    }

    /** A step is seen in one record or another; that a member was ready is told by the cohort alone. */
    private static Set<String> records(String name) {
        return switch (name) {
            case READY -> Set.of(READY);
            case "survivors" -> Set.of(name, "certificate");
            case "result" -> Set.of(name, "published");
            default -> Set.of(name);
        };
    }

    static Optional<Instant> start(RoundLine round) {
        return round.steps().stream().map(StepSeen::at).findFirst();
    }
}
