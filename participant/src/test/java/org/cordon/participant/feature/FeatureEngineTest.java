// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.cordon.event.Event;
import org.cordon.event.EventKind;
import org.cordon.event.Outcome;
import org.cordon.feature.FeatureSet;
import org.cordon.feature.FeatureSetReading;
import org.cordon.model.MalformedEncoding;
import org.cordon.suite.Bytes;
import org.junit.jupiter.api.Test;

class FeatureEngineTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final IdentifierHash hash = IdentifierHash.forTesting(3, 4);
    private final List<FeatureRow> rows = new ArrayList<>();

    @Test
    void aWindowIsOpenAtItsBeginningAndHoldsTheEventItself() {
        FeatureEngine engine = engine("""
                - {name: n, compute: count, key: [account], window: PT10S}
                - {name: usd, compute: sum, key: [account], window: PT10S}
                - {name: since, compute: since, key: [account], window: PT10S}
                - {name: first, compute: first, key: [account], window: PT10S}
                """, "PT0S");
        engine.offer(event("a", 0, "u", 1));
        engine.offer(event("b", 9_999_999, "u", 2));
        engine.offer(event("c", 10_000_000, "u", 4));
        engine.offer(event("d", 20_000_000, "v", 8));
        engine.offer(event("e", 20_000_000, "u", 16));
        engine.finish();

        assertThat(rows).extracting(FeatureRow::event).containsExactly("a", "b", "c", "d", "e");
        assertRow(0, 1, 1, Double.NaN, 1);
        assertRow(1, 2, 3, 9.999999, 0);
        // a is just out.
        assertRow(2, 2, 6, 0.000001, 0);
        assertRow(3, 1, 8, Double.NaN, 1);
        assertRow(4, 1, 16, Double.NaN, 1);
    }

    /** The events of one microsecond come in the order of their ids, whichever arrives first. */
    @Test
    void eventsOfOneMomentAreOrderedById() {
        FeatureEngine engine = engine("- {name: n, compute: count, window: PT10S}\n", "PT0S");
        engine.offer(event("b", 5, "u", 1));
        engine.offer(event("a", 5, "u", 1));
        engine.finish();

        assertThat(rows).extracting(FeatureRow::event).containsExactly("a", "b");
        assertRow(0, 1);
        assertRow(1, 2);
    }

    @Test
    void aRatioComparesRatesAndHasNoValueWithoutABaseline() {
        FeatureEngine engine = engine(
                "- {name: r, compute: ratio, of: count, key: [account], window: PT10S, baseline: PT100S}\n", "PT0S");
        for (int i = 0; i < 10; i++) {
            engine.offer(event("a" + i, i * 10_000_000L, "u", 1));
        }
        engine.offer(event("b", 90_000_001, "u", 1));
        engine.finish();

        assertRow(0, Double.NaN);
        // Two in ten seconds over nine in a hundred.
        assertRow(10, 2.0 / 10 / (9.0 / 100));
    }

    @Test
    void whatIsLateIsCountedAndDoesNotCount() {
        FeatureEngine engine = engine("- {name: n, compute: count, window: PT1H}\n", "PT10S");
        assertThat(engine.offer(event("a", 100_000_000, "u", 1))).isEqualTo(Arrival.TAKEN);
        assertThat(engine.offer(event("b", 90_000_000, "u", 1))).isEqualTo(Arrival.TAKEN);
        assertThat(engine.offer(event("c", 89_999_999, "u", 1))).isEqualTo(Arrival.LATE);
        assertThat(engine.offer(event("b", 90_000_000, "u", 1))).isEqualTo(Arrival.TAKEN);
        assertThat(engine.counts()).isEqualTo(new EngineCounts(0, 3, 0, 1, 0));
        engine.finish();

        assertThat(rows).extracting(FeatureRow::event).containsExactly("b", "a");
        assertThat(engine.counts()).isEqualTo(new EngineCounts(2, 0, 1, 1, 2));
        assertThat(engine.counts().offered()).isEqualTo(4);
        assertThat(engine.offer(event("d", 100_000_000, "u", 1))).isEqualTo(Arrival.LATE);
    }

    @Test
    void timeCanBeToldWithoutAnEvent() {
        FeatureEngine engine = engine("- {name: n, compute: count, window: PT1H}\n", "PT10S");
        engine.offer(event("a", 5, "u", 1));
        engine.advanceTo(START.plus(5, ChronoUnit.MICROS));
        assertThat(rows).isEmpty();
        engine.advanceTo(START.plus(6, ChronoUnit.MICROS));
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).time()).isEqualTo(START.plus(5, ChronoUnit.MICROS));
    }

    /** Amounts whose squares and sums need more than 64 and 128 bits on the way. */
    @Test
    void aSpreadOfHugeAmountsIsExact() {
        FeatureEngine engine = engine("- {name: s, compute: spread, window: PT1H}\n", "PT0S");
        double half = 50_000_000_000.0;
        for (int i = 0; i < 40; i++) {
            engine.offer(event("a" + (10 + i), i, "u", i % 2 == 0 ? 0 : 100_000_000_000L));
        }
        engine.finish();
        assertThat(rows.get(39).value(0)).isEqualTo(half);
        assertThat(rows.get(0).value(0)).isZero();
    }

    @Test
    void idleKeysAreForgotten() {
        FeatureEngine engine = engine("""
                - {name: n, compute: count, key: [account], window: PT10S}
                - {name: d, compute: distinct, of: counterparty, key: [account], window: PT10S}
                - {name: f, compute: first, key: [account, counterparty], window: PT20S}
                """, "PT0S");
        long most = 0;
        for (int i = 0; i < 200_000; i++) {
            engine.offer(event("e" + i, i * 10_000L, "u" + i, 1));
            most = Math.max(most, engine.keys());
        }
        // A thousand accounts within 10 s and two thousand pairs within 20 s are alive.
        assertThat(most).isLessThan(2 * 3000);
        for (int i = 0; i < 20_000; i++) {
            engine.offer(event("z" + i, 3_000_000_000L + i * 10_000L, "same", 1));
        }
        assertThat(engine.keys()).isLessThanOrEqualTo(2);
    }

    @Test
    void enginesThatRememberTheSameGiveTheSameBytes() {
        FeatureSet set = ThirtyFeatures.set();
        GeneratedEvents generator = new GeneratedEvents(5);
        List<Event> events = generator.list(5000);
        FeatureEngine inOrder = new FeatureEngine(set, hash, row -> {});
        events.forEach(inOrder::offer);
        FeatureEngine permuted = new FeatureEngine(set, hash, row -> {});
        List<Event> arrivals = generator.delayed(events, set.latenessMicros());
        for (int i = 0; i < arrivals.size(); i++) {
            permuted.offer(arrivals.get(i));
            if (i % 1000 == 999) {
                permuted = FeatureEngine.restore(set, hash, row -> {}, permuted.snapshot());
            }
        }
        assertThat(permuted.snapshot()).isEqualTo(inOrder.snapshot());
    }

    @Test
    void cutAndChangedSnapshotsAreRefused() {
        FeatureSet set = ThirtyFeatures.set();
        FeatureEngine engine = new FeatureEngine(set, hash, rows::add);
        new GeneratedEvents(6).list(300).forEach(engine::offer);
        byte[] whole = engine.snapshot().toByteArray();
        long seed = 11;
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            byte[] cut = Arrays.copyOf(whole, random.nextInt(whole.length));
            assertRefused(set, hash, cut);
            byte[] changed = whole.clone();
            changed[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
            assertRefused(set, hash, changed);
        }
        assertRefused(set, IdentifierHash.forTesting(3, 5), whole);
        assertRefused(
                new FeatureSet(
                        "other", set.rows(), set.lateness(), set.features().subList(0, 3)),
                hash,
                whole);
    }

    private static void assertRefused(FeatureSet set, IdentifierHash hash, byte[] snapshot) {
        assertThatThrownBy(() -> FeatureEngine.restore(set, hash, row -> {}, Bytes.of(snapshot)))
                .isInstanceOf(MalformedEncoding.class)
                .hasMessageContaining("must");
    }

    @Test
    void ofTwoEventsWithOneIdAndTimeTheSameCountsWhicheverComesFirst() {
        String features = "  - {name: usd, compute: sum, key: [account], window: PT10S}\n";
        FeatureEngine one = engine(features, "PT1M");
        FeatureEngine other = engine(features, "PT1M");
        List<Event> events = List.of(event("a", 5, "u", 100), event("a", 5, "u", 7), event("b", 5, "u", 1));
        events.forEach(one::offer);
        for (int i = events.size() - 1; i >= 0; i--) {
            other.offer(events.get(i));
        }
        assertThat(one.snapshot()).isEqualTo(other.snapshot());
        one.finish();
        other.finish();
        assertThat(one.counts().repeated()).isEqualTo(1);
        assertThat(other.counts()).isEqualTo(one.counts());
        assertThat(rows).hasSize(4);
        assertRow(0, 7);
        assertRow(1, 8);
        assertRow(2, 7);
        assertRow(3, 8);
    }

    private FeatureEngine engine(String features, String lateness) {
        return new FeatureEngine(set(features, lateness), hash, rows::add);
    }

    private static FeatureSet set(String features, String lateness) {
        String yaml = "name: test\nrows: [withdrawal]\nlateness: " + lateness + "\nfeatures:\n" + features;
        return FeatureSetReading.of(Path.of("test.yaml"), yaml.getBytes(StandardCharsets.UTF_8))
                .orFail();
    }

    private void assertRow(int row, double... values) {
        for (int i = 0; i < values.length; i++) {
            assertThat((Double) rows.get(row).value(i))
                    .as("row %d, feature %d", row, i)
                    .isEqualTo(Double.valueOf(values[i]));
        }
    }

    private static Event event(String id, long micros, String account, long usd) {
        return new Event(
                id,
                START.plus(micros, ChronoUnit.MICROS),
                EventKind.WITHDRAWAL,
                account,
                Optional.empty(),
                Optional.empty(),
                OptionalLong.of(usd * 1_000_000),
                Optional.of("c" + account),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Outcome.UNKNOWN,
                Optional.empty(),
                OptionalInt.empty(),
                Map.of());
    }
}
