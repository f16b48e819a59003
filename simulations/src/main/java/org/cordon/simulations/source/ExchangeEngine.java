// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.source;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cordon.event.Label;
import org.cordon.feature.FeatureSet;
import org.cordon.participant.feature.FeatureEngine;
import org.cordon.participant.feature.FeatureRow;
import org.cordon.participant.feature.IdentifierHash;
import org.cordon.simulations.ledger.Entry;
import org.cordon.simulations.ledger.EventForm;
import org.cordon.simulations.ledger.Truth;
import org.cordon.suite.Secret;

/** The engine of one exchange over all its events. */
final class ExchangeEngine {
    private final FeatureSet features;
    private final Duration labelDelay;
    private final FeatureEngine engine;
    private final Map<String, Truth> truths = new HashMap<>();
    private final Map<String, String> accounts = new HashMap<>();
    private final List<Label> labels = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();

    ExchangeEngine(FeatureSet features, Duration labelDelay) {
        this.features = features;
        this.labelDelay = labelDelay;
        // identifiers are made up: any key does, and no value of a feature depends on it
        this.engine = new FeatureEngine(features, IdentifierHash.of(Secret.of(new byte[Secret.BYTES])), this::take);
    }

    /**
     * A row of features.
     *
     * @param truth of an event of a script
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Row(String event, String account, Instant time, float[] values, Optional<Truth> truth) {}

    void play(Iterator<Entry> events) {
        while (events.hasNext()) {
            Entry entry = events.next();
            org.cordon.event.Event event = EventForm.of(entry.event());
            if (features.rows().contains(event.kind())) {
                entry.truth().ifPresent(truth -> truths.put(event.id(), truth));
                accounts.put(event.id(), event.account());
                labels.add(label(entry, event.time()));
            }
            engine.offer(event);
        }
        engine.finish();
    }

    private Label label(Entry entry, Instant time) {
        Instant told = Instant.EPOCH.plus(entry.labelledAtMicros(), ChronoUnit.MICROS);
        Instant earliest = time.plus(labelDelay);
        return new Label(entry.event().id(), entry.isAttack() ? 1 : 0, told.isBefore(earliest) ? earliest : told);
    }

    private void take(FeatureRow row) {
        float[] values = new float[row.features()];
        row.copyTo(values, 0);
        String account = Optional.ofNullable(accounts.remove(row.event())).orElseThrow();
        rows.add(new Row(row.event(), account, row.time(), values, Optional.ofNullable(truths.remove(row.event()))));
    }

    /** What becomes known of the events that have a row, and when. */
    List<Label> labels() {
        return labels;
    }

    /** In order of time. */
    List<Row> rows() {
        return rows;
    }
}
