// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.rows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.cordon.event.Event;
import org.cordon.event.EventKind;
import org.cordon.event.Labels;
import org.cordon.feature.FeatureSet;
import org.cordon.participant.data.CsvOutput;
import org.cordon.participant.event.EventSink;
import org.cordon.participant.feature.Arrival;
import org.cordon.participant.feature.FeatureEngine;
import org.cordon.participant.feature.FeatureRow;
import org.cordon.participant.feature.IdentifierHash;
import org.cordon.suite.Randomness;
import org.cordon.suite.Secret;

/**
 * Rows of features as CSV, which only its owner can read: the features, the label where there are labels, the event and its account, so that a charter can hide
 * customers.
 *
 * <p><b>Guarantees.</b> The rows are those of {@link FeatureEngine}, in float32, as live events would have them. With labels, a row is
 * written only if its label was known at the cut-off; the others are counted. A feature that is missing is an empty field. The file
 * takes the place of one of its name when it is {@link #keep kept}, whole, and not before.
 *
 * <p>The account stands in the file as it is in the events: the file stays with the exchange, as they do.
 */
final class RowsFile implements EventSink, AutoCloseable {
    private final Optional<String> label;
    private final Function<FeatureRow, OptionalInt> labels;
    private final CsvOutput out;
    private final FeatureEngine engine;
    private final Set<EventKind> kinds;
    private final Map<String, String> accounts = new HashMap<>();
    private final float[] values;
    private long written;
    private long leftOut;

    private RowsFile(Path target, FeatureSet set, Optional<String> label, Function<FeatureRow, OptionalInt> labels)
            throws IOException {
        this.label = label;
        this.labels = labels;
        this.out = CsvOutput.to(target);
        this.kinds = new HashSet<>(set.rows());
        this.values = new float[set.features().size()];
        // Of identifiers only equality matters, so a key that nobody keeps does.
        this.engine = new FeatureEngine(set, IdentifierHash.of(Secret.random(Randomness.secure())), this::write);
    }

    /**
     * Begins a file.
     *
     * @param label the label's column
     * @param known labels that were known at the cut-off; those of the events themselves where there are none
     */
    static RowsFile labelled(Path file, FeatureSet set, String label, Optional<Labels> known) throws IOException {
        return begin(
                file,
                set,
                Optional.of(label),
                known.<Function<FeatureRow, OptionalInt>>map(labels -> row -> labels.of(row.event(), row.time()))
                        .orElse(FeatureRow::label));
    }

    /** Begins a file without labels. */
    static RowsFile unlabelled(Path file, FeatureSet set) throws IOException {
        return begin(file, set, Optional.empty(), row -> OptionalInt.of(0));
    }

    private static RowsFile begin(
            Path file, FeatureSet set, Optional<String> label, Function<FeatureRow, OptionalInt> labels)
            throws IOException {
        RowsFile rows = new RowsFile(file, set, label, labels);
        List<String> header = new ArrayList<>(set.names());
        label.ifPresent(header::add);
        header.addAll(List.of(ChosenFeatures.EVENT, ChosenFeatures.ACCOUNT));
        try {
            rows.out.line(header);
        } catch (IOException failed) {
            rows.close();
            throw failed;
        }
        return rows;
    }

    @Override
    public void accept(Event event) {
        if (kinds.contains(event.kind())) {
            accounts.put(event.id(), event.account());
        }
        if (engine.offer(event) == Arrival.LATE) {
            accounts.remove(event.id());
        }
    }

    /** All events are there: the last rows are written. */
    void finish() {
        engine.finish();
    }

    /** The file with all its rows, before it takes its name; after {@link #finish}. */
    Path whole() throws IOException {
        return out.finish();
    }

    /** The file takes its name; after {@link #finish}. */
    void keep() throws IOException {
        out.keep();
    }

    private void write(FeatureRow row) {
        String account = Optional.ofNullable(accounts.remove(row.event())).orElse("");
        OptionalInt known = labels.apply(row);
        if (known.isEmpty()) {
            leftOut++;
            return;
        }
        row.copyTo(values, 0);
        List<String> line = new ArrayList<>(values.length + 3);
        for (float value : values) {
            line.add(Float.isNaN(value) ? "" : Float.toString(value));
        }
        if (label.isPresent()) {
            line.add(String.valueOf(known.getAsInt()));
        }
        line.add(row.event());
        line.add(account);
        try {
            out.line(line);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        written++;
    }

    long written() {
        return written;
    }

    /** Rows without a label that was known. */
    long leftOut() {
        return leftOut;
    }

    /** Events that came too late to count. */
    long late() {
        return engine.counts().late();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
