// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.dossier;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cordon.participant.dossier.Sentence.Section;
import org.cordon.participant.policy.PolicyFile;
import org.cordon.task.Demand;

/** On what basis, and within which bounds. */
final class Proportion {
    private final Demand demand;
    private final PolicyFile policy;

    Proportion(Demand demand, PolicyFile policy) {
        this.demand = demand;
        this.policy = policy;
    }

    List<Sentence> sentences() {
        List<Sentence> all = new ArrayList<>();
        say(
                all,
                "The legal basis, as approved, is: " + Description.stop(demand.legalBasis()),
                Source.charter("legalBasis"));
        say(
                all,
                "The charter says what the result is for; whether less data would do is for the controllers to judge, and"
                        + " this document does not.",
                Source.charter("purpose"));
        say(
                all,
                demand.dpia()
                        .map(digest -> "The charter names the impact assessment with SHA-256 " + digest.hex() + ".")
                        .orElse("The charter names no impact assessment."),
                Source.charter("dpia"));
        allowed(all);
        limits(all);
        return all;
    }

    private void allowed(List<Sentence> all) {
        say(
                all,
                "Without a person, this exchange's policy lets run only: "
                        + String.join(", ", policy.allow().computations()) + ".",
                Source.policy("allow.computations"));
        say(
                all,
                policy.allow()
                        .columns()
                        .map(names ->
                                "Without a person, tasks read only these columns: " + String.join(", ", names) + ".")
                        .orElse("The policy names no columns: tasks may read every column of the data file that is not"
                                + " dropped there."),
                Source.policy("allow.columns"));
    }

    private void limits(List<Sentence> all) {
        PolicyFile.Limits limits = policy.limits();
        say(
                all,
                "This exchange enters at most " + limits.rounds() + " rounds of one task.",
                Source.policy("limits.rounds"));
        limit(all, "roundsADay", limits.roundsADay(), "At most %s rounds of all tasks are entered in any 24 hours.");
        limit(all, "epsilon", limits.epsilon(), "A task's epsilon is at most %s.");
        limit(all, "delta", limits.delta(), "A task's delta is at most %s.");
        limit(
                all,
                "epsilonOfAllTasks",
                limits.epsilonOfAllTasks(),
                "All tasks together cost an epsilon of at most %s.");
        limit(all, "columns", limits.columns(), "A task reads at most %s columns.");
        limit(all, "retention", limits.retention(), "A task's result may be kept for at most %s.");
        policy.hours()
                .ifPresent(hours -> say(
                        all,
                        "Rounds are entered from " + hours.from() + " to " + hours.to() + " in " + hours.zone()
                                + " only.",
                        Source.policy("hours")));
    }

    private static void limit(List<Sentence> all, String key, Optional<?> value, String sentence) {
        String text = value.map(most -> sentence.replace("%s", String.valueOf(most)))
                .orElse("The policy sets no limits." + key + ".");
        say(all, text, Source.policy("limits." + key));
    }

    private static void say(List<Sentence> all, String text, Source source) {
        all.add(new Sentence(Section.NECESSITY, text, source));
    }
}
