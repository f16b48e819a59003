// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.feature;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.cordon.event.Labels;
import org.cordon.feature.FeatureSet;
import org.cordon.participant.data.Table;

/**
 * Gathers rows of features into a table to learn from.
 *
 * <p><b>Guarantees.</b> With labels, the table has the rows whose label was known at the cut-off and no other: an event after the
 * cut-off, or one that nobody had judged by then, is left out and counted, never taken for 0. Feature for feature the rows are those
 * that {@link FeatureEngine} gives live, in float32.
 */
public final class FeatureTable implements RowSink {
    private final FeatureSet set;
    private final Function<FeatureRow, OptionalInt> labels;
    private final boolean labelled;
    private float[] values = new float[0];
    private float[] ofRows = new float[0];
    private int rows;
    private int leftOut;

    private FeatureTable(FeatureSet set, boolean labelled, Function<FeatureRow, OptionalInt> labels) {
        this.set = set;
        this.labelled = labelled;
        this.labels = labels;
    }

    /** All rows, without labels. */
    public static FeatureTable unlabelled(FeatureSet set) {
        return new FeatureTable(set, false, row -> OptionalInt.of(0));
    }

    /** Rows whose label was known at the cut-off of {@code labels}. */
    public static FeatureTable labelled(FeatureSet set, Labels labels) {
        return new FeatureTable(set, true, row -> labels.of(row.event(), row.time()));
    }

    /** Rows with a label in the events' own file, for sources whose labels were known from the event on. */
    public static FeatureTable labelledByEvents(FeatureSet set) {
        return new FeatureTable(set, true, FeatureRow::label);
    }

    @Override
    public void accept(FeatureRow row) {
        OptionalInt label = labels.apply(row);
        if (label.isEmpty()) {
            leftOut++;
            return;
        }
        int width = set.features().size();
        if (rows == ofRows.length) {
            ofRows = Arrays.copyOf(ofRows, Math.max(64, rows * 2));
            values = Arrays.copyOf(values, Math.multiplyExact(ofRows.length, width));
        }
        row.copyTo(values, rows * width);
        ofRows[rows++] = label.getAsInt();
    }

    /** Rows without a label that was known. */
    public int leftOut() {
        return leftOut;
    }

    /** The table so far. */
    public Table table() {
        return Table.of(
                set.names(),
                rows,
                Arrays.copyOf(values, rows * set.features().size()),
                labelled ? Optional.of(Arrays.copyOf(ofRows, rows)) : Optional.empty());
    }
}
