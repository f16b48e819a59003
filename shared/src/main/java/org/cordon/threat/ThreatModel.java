// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.threat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cordon.charter.CharterFile;
import org.cordon.charter.Leaving;
import org.cordon.charter.StageFile;
import org.cordon.event.EventKind;
import org.cordon.feature.FeatureSet;
import org.cordon.suite.Bytes;

/**
 * One threat: the events or the table that show it, the features made of them, the stages that train a detector, where its
 * labels come from, where it trips, what happens then, and what it cannot see.
 *
 * <p><b>Guarantees.</b> There are features or columns, and not both; labels are neither; all stages can stand in one charter over these
 * columns, with differential privacy if one of them cannot do without.
 *
 * <p><b>Does not check</b> that an exchange has such events, or that a detector is any good: its evaluation says that.
 *
 * @param id 1 to 40 of a-z, 0-9 and the hyphen
 * @param title what people call it
 * @param catches what it is meant to catch, a line each
 * @param basis public incidents or papers it was drawn up after
 * @param features made of events; this or {@code table}
 * @param table features that are ready made; this or {@code features}
 * @param stages as in a charter's file
 */
public record ThreatModel(
        String id,
        String title,
        List<String> catches,
        List<String> basis,
        Optional<FeatureSet> features,
        Optional<ReadyTable> table,
        LabelSource label,
        List<StageFile> stages,
        Threshold threshold,
        List<String> response,
        List<String> limits) {

    /**
     * A table whose columns are features.
     *
     * @param columns in the order of the model's inputs
     */
    public record ReadyTable(List<String> columns) {
        public ReadyTable {
            columns = List.copyOf(columns);
        }
    }

    /**
     * Where labels come from.
     *
     * @param column the column that holds it in training
     * @param source who says so, in a sentence
     * @param delay how long after the event a label is known, as a rule
     */
    public record LabelSource(String column, String source, Optional<Duration> delay) {}

    /**
     * Where the detector trips.
     *
     * @param falsePositiveRate of honest rows that may trip it, above 0 and at most 0.5
     * @param per who sets it
     */
    public record Threshold(double falsePositiveRate, Scope per) {
        /** Whose honest rows the rate is of. */
        public enum Scope {
            EXCHANGE,
            CONSORTIUM
        }
    }

    public ThreatModel {
        catches = List.copyOf(catches);
        basis = List.copyOf(basis);
        stages = List.copyOf(stages);
        response = List.copyOf(response);
        limits = List.copyOf(limits);
        if (features.isPresent() == table.isPresent()) {
            throw new IllegalArgumentException("features or table must be given, and not both, but "
                    + (features.isPresent() ? "both were" : "neither was"));
        }
        if (columns(features, table).contains(label.column())) {
            throw new IllegalArgumentException(
                    "label.column must be none of the columns a detector reads, but was " + label.column());
        }
        CharterFile unused = CharterFile.trial(columns(features, table), label.column(), stages);
    }

    /** What its training lets out of an exchange, a stage each. */
    public List<Leaving> leavings() {
        return CharterFile.trial(columns(), label.column(), stages).leavings();
    }

    /** The parameters of its stage of this computation, if it has one. */
    public Optional<Bytes> parameters(String computation) {
        return CharterFile.trial(columns(), label.column(), stages).parameters(computation);
    }

    /** What a detector reads, in order. */
    public List<String> columns() {
        return columns(features, table);
    }

    /** Kinds of events that give a row; empty where rows are ready made. */
    public List<EventKind> rows() {
        return features.map(FeatureSet::rows).orElse(List.of());
    }

    private static List<String> columns(Optional<FeatureSet> features, Optional<ReadyTable> table) {
        return features.map(FeatureSet::names)
                .or(() -> table.map(ReadyTable::columns))
                .orElse(List.of());
    }
}
