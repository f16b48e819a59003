// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.dossier;

import java.util.ArrayList;
import java.util.List;
import org.cordon.member.Threshold;
import org.cordon.participant.dossier.Sentence.Section;
import org.cordon.participant.policy.PolicyFile;
import org.cordon.task.Demand;
import org.cordon.task.PolicyRules;

/** What is done against the risks, under which assumptions. */
final class Measures {
    private final Demand demand;
    private final PolicyFile policy;
    private final Roster roster;

    Measures(Demand demand, PolicyFile policy, Roster roster) {
        this.demand = demand;
        this.policy = policy;
        this.roster = roster;
    }

    List<Sentence> sentences() {
        List<Sentence> all = new ArrayList<>();
        guarantees(all);
        demand.privacy()
                .ifPresent(loss -> say(
                        all,
                        "The task promises differential privacy with epsilon "
                                + loss.epsilon().toPlainString() + " and delta " + loss.delta() + ".",
                        Source.charter("privacy")));
        decisions(all);
        machine(all);
        return all;
    }

    private void guarantees(List<Sentence> all) {
        Threshold threshold = roster.threshold();
        int least = Math.max(demand.minSurvivors(), threshold.threshold());
        say(all, "Every opened sum contains at least m = " + least + " inputs.", Source.charter("minSurvivors"));
        say(
                all,
                "Of them at least t - f = " + threshold.honest() + " come from honest members, with N = "
                        + threshold.members() + ", t = " + threshold.threshold() + " and f = " + threshold.maxFaulty()
                        + ", also if the coordinator and f members collude.",
                Source.protocol("guarantees"));
        say(all, "At most one sum is opened in a round.", Source.protocol("guarantees"));
        say(
                all,
                "Members who were told different things derive masks that do not cancel: the result is noise or no sum.",
                Source.protocol("guarantees"));
        say(
                all,
                "Each member checks blocks of the sum, or waits until t members have, before it sends anything in the next"
                        + " round.",
                Source.protocol("result"));
        say(all, "Keys of finished rounds are erased.", Source.protocol("guarantees"));
    }

    private void decisions(List<Sentence> all) {
        say(
                all,
                "This exchange refuses a consortium in which a sum holds fewer than "
                        + policy.limits().minHonest() + " honest inputs.",
                Source.policy("limits.minHonest"));
        say(
                all,
                policy.otherwise() == PolicyRules.Otherwise.QUEUE
                        ? "A task that no rule of the policy names waits for a person."
                        : "A task that no rule of the policy names is refused.",
                Source.policy("otherwise"));
        say(
                all,
                policy.acceptCountsWithoutDp()
                        .map(yes -> yes
                                ? "NO PRIVACY GUARANTEE: the policy accepts tasks that waive differential privacy."
                                : "The policy refuses tasks that waive differential privacy.")
                        .orElse("A task that waives differential privacy is one that no rule names."),
                Source.policy("acceptCountsWithoutDp"));
        say(
                all,
                policy.requireDpia()
                        ? "The policy refuses tasks that name no impact assessment."
                        : "The policy does not ask for an impact assessment.",
                Source.policy("requireDpia"));
    }

    private static void machine(List<Sentence> all) {
        say(
                all,
                "Keys and what is stored of an open round are encrypted on disk, and files are their owner's alone.",
                Source.threats("secrets-at-rest"));
        say(
                all,
                "Nodes speak mutual TLS with keys that the manifest names, under a key agreement of X25519 and ML-KEM-768.",
                Source.threats("attacks-on-the-edges"));
        say(
                all,
                "Every field of a message but the masked vector is bounded, and none is free text.",
                Source.threats("attacks-on-the-edges"));
    }

    private static void say(List<Sentence> all, String text, Source source) {
        all.add(new Sentence(Section.MEASURES, text, source));
    }
}
