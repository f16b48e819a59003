// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.dossier;

import java.util.ArrayList;
import java.util.List;
import org.cordon.participant.dossier.Sentence.Section;
import org.cordon.task.Demand;

/** What is done: purpose, data, what leaves and who receives it, for how long. */
final class Description {
    private final Demand demand;
    private final Roster roster;

    Description(Demand demand, Roster roster) {
        this.demand = demand;
        this.roster = roster;
    }

    List<Sentence> sentences() {
        List<Sentence> all = new ArrayList<>();
        say(all, "The task is " + demand.name() + ", version " + demand.version() + ".", Source.charter("name"));
        say(all, "Its purpose, as approved, is: " + stop(demand.purpose()), Source.charter("purpose"));
        say(
                all,
                "Responsible for the data are: " + String.join("; ", demand.controllers()) + ".",
                Source.charter("controllers"));
        say(
                all,
                "Taking part are the " + roster.members().size() + " members of consortium " + roster.consortium()
                        + ": " + String.join(", ", roster.members()) + "; the manifest's digest is " + roster.digest()
                        + ".",
                new Source.ManifestVersion(roster.version()));
        say(
                all,
                "Of each exchange's rows the task reads these columns, the label among them, and no others: "
                        + String.join(", ", demand.columns()) + ".",
                Source.charter("columns"));
        say(
                all,
                "It runs " + String.join(", then ", demand.computations()) + ", and opens at most " + demand.rounds()
                        + " sums.",
                Source.charter("stages"));
        leaving(all);
        say(
                all,
                "It runs from " + demand.notBefore() + " at the earliest until " + demand.expiry() + " at the latest.",
                Source.charter("expiry"));
        say(
                all,
                "Results may be kept for " + demand.retention() + " after the task ends.",
                Source.charter("retention"));
        return all;
    }

    private static void leaving(List<Sentence> all) {
        say(all, "Raw rows do not leave the exchange: they are on its own disk and in its own memory.", assets());
        say(
                all,
                "In each round one vector of integers leaves each exchange, computed from its rows and masked so that it"
                        + " cannot be read by itself.",
                Source.protocol("upload"));
        say(
                all,
                "Beside the vector leave keys, commitments, encrypted shares, signatures and codes, which are not computed"
                        + " from the rows.",
                Source.protocol("bytes-on-the-wire"));
        say(
                all,
                "What is opened is the sum of the vectors over the members whose upload was complete, and not one vector.",
                Source.protocol("result"));
        say(
                all,
                "Recipients of every sum, and of the model that follows from it, are the coordinator and all members;"
                        + " neither is secret among them.",
                assets());
    }

    private static Source assets() {
        return Source.threats("assets");
    }

    private static void say(List<Sentence> all, String text, Source source) {
        all.add(new Sentence(Section.DESCRIPTION, text, source));
    }

    /** Free words as the end of a sentence. */
    static String stop(String words) {
        return words.endsWith(".") ? words : words + ".";
    }
}
