// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.threat;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cordon.charter.CharterReading;
import org.cordon.feature.FeatureSetReading;
import org.cordon.yaml.Field;
import org.cordon.yaml.Field.Prose;
import org.cordon.yaml.Field.Real;
import org.cordon.yaml.Field.Several;
import org.cordon.yaml.Field.Token;
import org.cordon.yaml.Vocabulary;

/** What every key of a threat's file means and takes; features and stages mean what they do in their own files. */
final class ThreatFields implements Vocabulary {
    static final ThreatFields VOCABULARY = new ThreatFields();

    private static final Prose SENTENCE = new Prose(400);

    private static final Map<String, Field> TABLE = Map.ofEntries(
            entry("ThreatModel.id", new Field("Name of the threat.", "hot-wallet-outflow", new Token(40))),
            entry("ThreatModel.title", new Field("What people call it.", "Drained hot wallet", new Prose(80))),
            entry(
                    "ThreatModel.catches",
                    sentences("What it is meant to catch, a line each.", "[Drains with valid keys]")),
            entry(
                    "ThreatModel.basis",
                    sentences("Incidents and papers it was drawn up after.", "[\"M2, 31 October 2024\"]")),
            entry(
                    "ThreatModel.features",
                    Field.free(
                            "Features made of events; this or table.",
                            "{name: hot-1, rows: [withdrawal], features: []}")),
            entry(
                    "ThreatModel.table",
                    Field.free("Features that are ready made; this or features.", "{columns: [a, b]}")),
            entry(
                    "ReadyTable.columns",
                    new Field(
                            "Columns in the order of the model's inputs.",
                            "[a, b]",
                            new Several(1, 512, new Prose(80)))),
            entry(
                    "ThreatModel.label",
                    Field.free("Where labels come from.", "{column: fraud, source: Cases closed as fraud}")),
            entry(
                    "LabelSource.column",
                    new Field("The column that holds the label in training.", "fraud", new Prose(80))),
            entry("LabelSource.source", new Field("Who says so.", "Cases closed as fraud", SENTENCE)),
            entry("LabelSource.delay", Field.free("How long after the event a label is known, as a rule.", "P14D")),
            entry(
                    "ThreatModel.stages",
                    new Field(
                            "What is computed, in this order, as in a charter.",
                            "[scaling: {maxRows: 100000}]",
                            new Several(1, 16, new Field.Free()))),
            entry(
                    "ThreatModel.threshold",
                    Field.free("Where the detector trips.", "{falsePositiveRate: 0.01, per: exchange}")),
            entry(
                    "Threshold.falsePositiveRate",
                    new Field("Share of honest rows that may trip it.", "0.01", new Real(0, false, 0.5, true))),
            entry("Threshold.per", Field.free("Whose honest rows: exchange or consortium.", "exchange")),
            entry("ThreatModel.response", sentences("What happens when it trips, in order.", "[Hold the withdrawal]")),
            entry(
                    "ThreatModel.limits",
                    sentences("What it cannot see.", "[A drain through signed cold-wallet transfers]")));

    private ThreatFields() {}

    private static Field sentences(String description, String example) {
        return new Field(description, example, new Several(1, 12, SENTENCE));
    }

    @Override
    public Field field(Class<?> owner, String component) {
        return Optional.ofNullable(TABLE.get(owner.getSimpleName() + "." + component))
                .orElseGet(() -> of(owner).field(owner, component));
    }

    @Override
    public Optional<String> otherwise(Class<?> owner, String component) {
        return isOurs(owner) ? Optional.empty() : of(owner).otherwise(owner, component);
    }

    @Override
    public boolean isChoice(Class<?> type) {
        return !isOurs(type) && of(type).isChoice(type);
    }

    private static boolean isOurs(Class<?> type) {
        return type.getPackage().equals(ThreatFields.class.getPackage());
    }

    private static Vocabulary of(Class<?> owner) {
        return owner.getPackageName().startsWith("org.cordon.feature")
                ? FeatureSetReading.vocabulary()
                : CharterReading.vocabulary();
    }

    @Override
    public String mend() {
        return "Correct it; docs/threats.md lists every key and its range";
    }

    static List<String> keys() {
        return TABLE.keySet().stream().sorted().toList();
    }
}
