// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.node;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.cordon.config.Default;
import org.cordon.config.Meaning;
import org.cordon.participant.event.IntakeRules;
import org.cordon.participant.rows.ChosenFeatures;
import org.cordon.participant.rows.RowsPlan;

/**
 * Events that rows are made of.
 *
 * @param source a file of events, or a YAML file that names a database or a topic
 * @param threat of the catalogue, whose features rows are; this or {@code features}
 * @param features a file of features
 * @param cutOff of what happened or was labelled later nothing is in the rows
 * @param labels a file of labels; without it and without {@code ownLabels} rows have none
 * @param setAside the file to which rows that are no events are added; without it one of them keeps the node from starting
 */
record EventsConfig(
        @Meaning(
                value =
                        "Events as CSV, TSV, JSON or Parquet, or a .yaml that names a database or topic ('cordon config explain events').",
                example = "events.yaml")
        Path source,

        @Meaning(
                value = "The threat whose features the rows are ('cordon threat list'); this or features.",
                example = "insider",
                shown = true)
        Optional<String> threat,

        @Meaning(value = "A file of features; this or threat.", example = "features.yaml")
        Optional<Path> features,

        @Meaning(
                value =
                        "Rows are as of this moment: what happened or was labelled later is not in them. Another moment makes the table anew at the next start.",
                example = "2026-11-01T00:00:00Z")
        Instant cutOff,

        @Meaning(value = "Labels, with the columns event, label and labelled_at.", example = "labels.csv")
        Optional<Path> labels,

        @Meaning(
                "Whether the label column of the events counts, as it is when the table is made, whatever the cut-off; rows without a label are left out.")
        @Default("false")
        boolean ownLabels,

        @Meaning(
                value =
                        "Where rows of the source that are no events are added, as JSON; without it one such row keeps the node from starting.",
                example = "refused.jsonl")
        Optional<Path> setAside,

        @Meaning("Whether columns that are not of the schema are left out, in place of refusing the source.")
        @Default("false")
        boolean leaveOutNewColumns) {
    EventsConfig {
        if (threat.isPresent() == features.isPresent()) {
            throw new IllegalArgumentException("exactly one of threat and features must be set, but "
                    + (threat.isPresent() ? "both are" : "none is"));
        }
        if (ownLabels && labels.isPresent()) {
            throw new IllegalArgumentException("ownLabels must be left out with labels, but is set");
        }
        if (Stream.of(Optional.of(source), features, labels)
                .flatMap(Optional::stream)
                .anyMatch(read -> setAside.filter(read::equals).isPresent())) {
            throw new IllegalArgumentException("setAside must be a file of its own, but is one that is read");
        }
    }

    boolean isLabelled() {
        return ownLabels || labels.isPresent();
    }

    /** The features; a failure where they cannot be read. */
    ChosenFeatures chosen() {
        return threat.map(ChosenFeatures::ofThreat).orElseGet(() -> ChosenFeatures.ofFile(features.orElseThrow()));
    }

    /** The files that the making reads or adds to: the table is none of them. */
    Stream<Path> files() {
        return Stream.of(Optional.of(source), features, labels, setAside).flatMap(Optional::stream);
    }

    /** How the table is made. */
    RowsPlan plan(ChosenFeatures chosen) {
        return new RowsPlan(
                chosen,
                isLabelled() ? Optional.of(new RowsPlan.Labelled(labels)) : Optional.empty(),
                Optional.of(cutOff),
                IntakeRules.of(setAside, leaveOutNewColumns));
    }
}
