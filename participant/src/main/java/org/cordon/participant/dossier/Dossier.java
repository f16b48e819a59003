// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.dossier;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.cordon.participant.dossier.Sentence.Section;
import org.cordon.participant.policy.PolicyFile;
import org.cordon.task.Demand;

/**
 * The system part of a data-protection impact assessment: what can be said from the charter, the policy, the roster and the
 * documents, and nothing else.
 *
 * <p><b>Guarantees.</b> The same inputs give the same sentences; each has a source.
 *
 * <p><b>Does not say</b> whether the processing is lawful or proportionate: that is for the controllers to judge.
 *
 * <p>Source: Regulation (EU) 2016/679, Article 35(7).
 */
final class Dossier {
    private final Demand demand;
    private final List<Sentence> sentences;

    private Dossier(Demand demand, List<Sentence> sentences) {
        this.demand = demand;
        this.sentences = List.copyOf(sentences);
    }

    /** What can be said of a task. */
    static Dossier of(Demand demand, PolicyFile policy, Roster roster) {
        List<Sentence> all = new ArrayList<>();
        all.addAll(new Description(demand, roster).sentences());
        all.addAll(new Proportion(demand, policy).sentences());
        all.addAll(new Risks(demand, roster).sentences());
        all.addAll(new Measures(demand, policy, roster).sentences());
        return new Dossier(demand, all);
    }

    List<Sentence> sentences() {
        return sentences;
    }

    /** As a document: a line a sentence, its source behind it. */
    String markdown() {
        StringBuilder text = new StringBuilder("# Data-protection dossier of task " + escaped(demand.name()) + "\n");
        for (Section section : Section.values()) {
            text.append("\n## ").append(section.title()).append("\n\n");
            text.append(sentences.stream()
                    .filter(sentence -> sentence.section() == section)
                    .map(sentence -> "- " + escaped(sentence.text()) + " ["
                            + sentence.source().text() + "]\n")
                    .collect(Collectors.joining()));
        }
        return text.toString();
    }

    /** What a charter says in free words can make no heading, link or tag. */
    private static String escaped(String text) {
        return text.replaceAll("([\\\\`*_\\[\\]<>#|])", "\\\\$1");
    }
}
