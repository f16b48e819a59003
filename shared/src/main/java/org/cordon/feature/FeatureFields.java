// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.feature;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;
import org.cordon.yaml.Field;
import org.cordon.yaml.Field.Prose;
import org.cordon.yaml.Field.Several;
import org.cordon.yaml.Field.Token;
import org.cordon.yaml.Vocabulary;

/** What every key of a file of features means and takes; a test walks the records. */
final class FeatureFields implements Vocabulary {
    static final FeatureFields VOCABULARY = new FeatureFields();

    private static final Map<String, Field> TABLE = Map.ofEntries(
            entry("FeatureSet.name", new Field("Name of the set.", "hot-wallet-1", new Token(FeatureSet.LONGEST_NAME))),
            entry(
                    "FeatureSet.rows",
                    new Field(
                            "Kinds of events that give a row; the others are only remembered.",
                            "[withdrawal]",
                            new Several(1, 8, new Field.Free()))),
            entry(
                    "FeatureSet.lateness",
                    Field.free("How late an event may arrive and still count; PT0S where it is left out.", "PT30S")),
            entry(
                    "FeatureSet.features",
                    new Field(
                            "The features, in the order of the model's inputs.",
                            "[{name: withdrawals_1h, compute: count, key: [account], window: PT1H}]",
                            new Several(1, FeatureSet.MAX_FEATURES, new Field.Free()))),
            entry("FeatureSpec.name", new Field("Name of the column.", "withdrawals_1h", new Prose(64))),
            entry(
                    "FeatureSpec.compute",
                    Field.free(
                            "What it is: count, sum, mean, spread, distinct, since, first, ratio or value.", "count")),
            entry(
                    "FeatureSpec.key",
                    new Field(
                            "Events that agree in these fields belong together; all do where it is left out.",
                            "[account]",
                            new Several(1, 3, new Field.Free()))),
            entry(
                    "FeatureSpec.of",
                    new Field(
                            "What distinct counts, ratio compares (count or amount_usd) and value gives.",
                            "counterparty",
                            new Prose(64))),
            entry("FeatureSpec.window", Field.free("How far back, counted from the event.", "PT1H")),
            entry("FeatureSpec.baseline", Field.free("Of a ratio: how far back from the window's beginning.", "P7D")),
            entry("FeatureSpec.filter", Field.free("Which events count.", "{kinds: [withdrawal]}")),
            entry(
                    "EventFilter.kinds",
                    new Field("Events of one of these kinds.", "[login]", new Several(1, 8, new Field.Free()))),
            entry("EventFilter.outcome", Field.free("Events of this outcome.", "failure")),
            entry(
                    "EventFilter.role",
                    new Field("Events of this role.", "hot_wallet", new Prose(EventFilter.LONGEST_WORD))),
            entry("EventFilter.asset", new Field("Events of this asset.", "BTC", new Prose(EventFilter.LONGEST_WORD))),
            entry(
                    "EventFilter.chain",
                    new Field("Events of this chain.", "ethereum", new Prose(EventFilter.LONGEST_WORD))));

    private FeatureFields() {}

    @Override
    public Field field(Class<?> owner, String component) {
        return Optional.ofNullable(TABLE.get(owner.getSimpleName() + "." + component))
                .orElseThrow(() -> new IllegalStateException(
                        "field must be in the table, but was not: " + owner.getSimpleName() + "." + component));
    }

    @Override
    public Optional<String> otherwise(Class<?> owner, String component) {
        return owner == FeatureSet.class && component.equals("lateness") ? Optional.of("PT0S") : Optional.empty();
    }

    @Override
    public String mend() {
        return "Correct it; docs/features.md lists every key and its range";
    }

    static Map<String, Field> all() {
        return TABLE;
    }
}
