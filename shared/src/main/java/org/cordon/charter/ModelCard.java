// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.charter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cordon.computation.Report;
import org.cordon.member.Threshold;
import org.cordon.suite.Digest;
import org.cordon.task.Charter;

/**
 * What whoever uses a trained model is told of it: what it is for, what it was made of, how well it did, what protects those whose
 * rows it has seen, and what nobody looked at.
 *
 * <p><b>Guarantees.</b> All of it follows from the charter and the state: everybody who has both writes the same card.
 *
 * <p><b>Does not check</b> that the rows were fit for the purpose, or that the figures hold elsewhere.
 *
 * <p>Source: Mitchell et al. 2019, Model Cards for Model Reporting; the sections are theirs.
 *
 * @param session hex digits of the charter under which it was trained
 * @param state hex digits of the last state
 * @param outputs digest of every output, by name
 * @param figuresOf what kind of rows the figures are of, by the shares that the stages keep out of training and judge on
 * @param figures of the evaluation, by stage and name
 */
public record ModelCard(
        String task,
        int version,
        String session,
        String state,
        String purpose,
        String legalBasis,
        List<String> controllers,
        String retention,
        String schema,
        List<String> columns,
        Optional<String> label,
        CharterMeaning meaning,
        SortedMap<String, String> outputs,
        String figuresOf,
        SortedMap<String, Double> figures) {
    public ModelCard {
        controllers = List.copyOf(controllers);
        columns = List.copyOf(columns);
        outputs = new TreeMap<>(outputs);
        figures = new TreeMap<>(figures);
    }

    /**
     * The card of a task's result.
     *
     * @param threshold of the consortium that approved the charter
     * @param outputs digest of every output, by name
     */
    public static ModelCard of(
            Charter charter,
            Digest session,
            Threshold threshold,
            Digest state,
            Report report,
            Map<String, String> outputs) {
        return new ModelCard(
                charter.name(),
                charter.version(),
                session.hex(),
                state.hex(),
                charter.purpose(),
                charter.legalBasis(),
                charter.controllers(),
                charter.retention().toString(),
                charter.schema(),
                charter.columns(),
                charter.label(),
                CharterMeaning.of(charter, threshold),
                new TreeMap<>(outputs),
                HeldOutShare.ofFigures(charter.stages()),
                report.figures());
    }

    /** For people, in Markdown. */
    public String markdown() {
        List<String> lines = new ArrayList<>();
        lines.add("# Model card: " + task + ", version " + version);
        section(lines, "Model");
        lines.add("- trained under charter `" + session + "`, ends in state `" + state + "`");
        outputs.forEach((name, digest) -> lines.add("- output `" + name + "`: digest `" + digest + "`"));
        lines.add("- stages: "
                + String.join(
                        ", ", meaning.leaves().stream().map(Leaving::stage).toList()));
        section(lines, "Intended use");
        lines.add("- " + purpose);
        lines.add("- legal basis: " + legalBasis);
        lines.add("- responsible: " + String.join(", ", controllers));
        lines.add("- kept for " + retention);
        section(lines, "Data");
        lines.add("- schema `" + schema + "`, columns: " + String.join(", ", columns));
        lines.add("- label: " + label.orElse("none"));
        lines.add("- rows stayed at " + meaning.members()
                + " exchanges at most; every sum that opened holds the inputs of "
                + meaning.minSurvivors() + " or more, " + meaning.honest() + " of them honest if at most "
                + meaning.maxFaulty() + " collude");
        section(lines, figuresOf);
        lines.addAll(figureLines());
        section(lines, "Privacy");
        lines.add("- " + meaning.privacy());
        section(lines, "Not known");
        lines.add(
                "- how the figures differ between groups of people or between exchanges, unless a stage above counted them");
        lines.add("- how the model does on rows of another time or of exchanges that took no part");
        lines.add("- whether the labels are right");
        return String.join("\n", lines) + "\n";
    }

    private List<String> figureLines() {
        if (figures.isEmpty()) {
            return List.of("- none: no stage evaluated the model");
        }
        List<String> lines = new ArrayList<>(List.of("| figure | value |", "|---|---|"));
        figures.forEach(
                (name, value) -> lines.add("| " + name + " | " + String.format(Locale.ROOT, "%.4g", value) + " |"));
        return lines;
    }

    private static void section(List<String> lines, String title) {
        lines.add("");
        lines.add("## " + title);
        lines.add("");
    }
}
