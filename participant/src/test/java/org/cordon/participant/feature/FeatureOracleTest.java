// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cordon.event.Event;
import org.cordon.event.EventColumn;
import org.cordon.event.Outcome;
import org.cordon.feature.FeatureKind;
import org.cordon.feature.FeatureSet;
import org.cordon.participant.event.EventSource;
import org.cordon.participant.event.IntakeRules;
import org.cordon.suite.Bytes;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine beside SQL that shares nothing with it; the long run has 100,000 events. */
class FeatureOracleTest {
    private static final long SEED = 20261129;

    @TempDir
    private Path folder;

    private final FeatureSet set = ThirtyFeatures.set();
    private final IdentifierHash hash = IdentifierHash.forTesting(1, 2);
    private final List<FeatureRow> rows = new ArrayList<>();

    @Test
    void permutedArrivalsAndARestoreGiveWhatSqlGives() throws IOException, SQLException {
        check(10_000);
    }

    @Test
    @Tag("long")
    void theSameOnAHundredThousandEvents() throws IOException, SQLException {
        check(100_000);
    }

    private void check(int count) throws IOException, SQLException {
        GeneratedEvents generator = new GeneratedEvents(SEED);
        List<Event> events = generator.list(count);
        Path csv = csv(generator.delayed(events, set.latenessMicros()));
        List<Event> arrivals = new ArrayList<>();
        EventSource.of(csv).read(IntakeRules.strict(), arrivals::add);

        FeatureEngine engine = new FeatureEngine(set, hash, rows::add);
        for (int i = 0; i < arrivals.size(); i++) {
            assertThat(engine.offer(arrivals.get(i))).isEqualTo(Arrival.TAKEN);
            if (i == count / 2) {
                Bytes snapshot = engine.snapshot();
                engine = FeatureEngine.restore(set, hash, rows::add, snapshot);
                assertThat(engine.snapshot()).isEqualTo(snapshot);
            }
        }
        engine.finish();

        assertThat(engine.counts()).isEqualTo(new EngineCounts(count, 0, 0, 0, count));
        assertThat(rows)
                .extracting(FeatureRow::event)
                .containsExactlyElementsOf(events.stream().map(Event::id).toList());
        compare(DuckDbOracle.rows(csv, set));
    }

    private void compare(Map<String, double[]> expected) {
        List<String> wrong = new ArrayList<>();
        int present = 0;
        for (FeatureRow row : rows) {
            double[] reference = expected.get(row.event());
            for (int k = 0; k < row.features(); k++) {
                double value = row.value(k);
                present += Double.isNaN(value) ? 0 : 1;
                if (!same(value, reference[k], tolerance(set.features().get(k).compute(), reference[k]))) {
                    wrong.add(set.names().get(k) + " of " + row.event() + ": " + value + " for " + reference[k]);
                }
            }
        }
        assertThat(wrong.stream().limit(10).toList())
                .as("of " + wrong.size() + ", seed " + SEED)
                .isEmpty();
        assertThat(present).isGreaterThan(25 * rows.size());
    }

    private static boolean same(double value, double reference, double tolerance) {
        return Double.isNaN(value) ? Double.isNaN(reference) : Math.abs(value - reference) <= tolerance;
    }

    /** Counts, sums, times and marks exactly; quotients to their rounding; SQL's spread is a sum of doubles. */
    private static double tolerance(FeatureKind kind, double reference) {
        return switch (kind) {
            case COUNT, DISTINCT, SUM, FIRST, SINCE, VALUE -> 0;
            case MEAN, RATIO -> 1e-14 * Math.abs(reference);
            case SPREAD -> 1e-6 + 1e-9 * Math.abs(reference);
        };
    }

    private Path csv(List<Event> events) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(String.join(",", EventColumn.texts()) + ",x_risk");
        for (Event event : events) {
            lines.add(String.join(
                    ",",
                    event.id(),
                    event.time().toString(),
                    event.kind().text(),
                    event.account(),
                    event.asset().orElse(""),
                    event.chain().orElse(""),
                    event.amountMicroUsd().isPresent()
                            ? BigDecimal.valueOf(event.amountMicroUsd().getAsLong(), 6)
                                    .toPlainString()
                            : "",
                    event.counterparty().orElse(""),
                    event.ipBlock().orElse(""),
                    event.device().orElse(""),
                    event.country().orElse(""),
                    event.outcome() == Outcome.UNKNOWN ? "" : event.outcome().text(),
                    event.role().orElse(""),
                    event.label().isPresent() ? String.valueOf(event.label().getAsInt()) : "",
                    event.extras().containsKey("x_risk")
                            ? String.valueOf(event.extras().get("x_risk"))
                            : ""));
        }
        return Files.write(folder.resolve("events.csv"), lines);
    }
}
