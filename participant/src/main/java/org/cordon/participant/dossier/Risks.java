// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.dossier;

import java.util.ArrayList;
import java.util.List;
import org.cordon.participant.dossier.Sentence.Section;
import org.cordon.task.Demand;

/** What remains: nothing here is softened, and all of it is in the documents. */
final class Risks {
    private final Demand demand;
    private final Roster roster;

    Risks(Demand demand, Roster roster) {
        this.demand = demand;
        this.roster = roster;
    }

    List<Sentence> sentences() {
        List<Sentence> all = new ArrayList<>();
        if (demand.hasNoPrivacyGuarantee()) {
            withoutNoise(all);
        }
        collusion(all);
        not(
                all,
                "The coordinator can open the sum of a round, call the round dead, and open the next over one member"
                        + " fewer: the difference is that member's contribution.");
        not(
                all,
                "The coordinator can leave members out or stop; which members' data are in a sum is its choice above m.");
        not(all, "Coordinator and members see which exchanges took part in a round.");
        not(all, "A member can contribute any vector within the bounds and spoil a sum; inputs are not proved honest.");
        not(all, "A member whose disk is put back to an earlier state may sign twice, and counts among the corrupt.");
        not(all, "Signatures do not withstand a quantum computer that exists while the protocol runs.");
        threat(
                all,
                "Sum and model can be attacked by those who hold them: whether a person's records were in the data, and"
                        + " parts of records, may be told from them.");
        threat(
                all,
                "A person with accounts at several exchanges is in several contributions of one sum, and is hidden less"
                        + " well than a person at one.");
        threat(
                all,
                "Sizes and times of messages are visible, and local training takes a time that depends on the data.");
        all.add(new Sentence(
                Section.RISKS,
                "Whoever controls the process or the machine of an exchange has that exchange's data.",
                Source.threats("secrets-at-rest")));
        return all;
    }

    private void withoutNoise(List<Sentence> all) {
        all.add(new Sentence(
                Section.RISKS,
                "NO PRIVACY GUARANTEE: sums are opened without differential privacy, because: "
                        + Description.stop(demand.privacyWaiver().orElse("nothing is said")),
                Source.charter("privacyWaiver")));
        not(all, "A sum of counts can show a single record; without differential privacy nothing limits that.");
    }

    private void collusion(List<Sentence> all) {
        all.add(new Sentence(
                Section.RISKS,
                "All guarantees assume that at most f = " + roster.threshold().maxFaulty() + " of N = "
                        + roster.members().size()
                        + " members are corrupt; with more, fewer honest inputs hide each other.",
                Source.protocol("guarantees")));
        threat(all, "Members that are one company under two names count as two.");
    }

    private static void not(List<Sentence> all, String text) {
        all.add(new Sentence(Section.RISKS, text, Source.protocol("what-is-not-promised")));
    }

    private static void threat(List<Sentence> all, String text) {
        all.add(new Sentence(Section.RISKS, text, Source.threats("not-protected-in-this-version")));
    }
}
