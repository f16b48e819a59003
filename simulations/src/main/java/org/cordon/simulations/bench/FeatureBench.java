// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.bench;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
import org.cordon.participant.feature.FeatureEngine;
import org.cordon.participant.feature.IdentifierHash;
import org.cordon.suite.Secret;

/**
 * CPU time of the feature engine on one thread: from events in clear text, identifiers hashed, to rows of 30 features, every event a
 * row.
 *
 * <p>Events are 100 ms apart on average, of 200,000 accounts of which a few are busy, and arrive out of order by up to 5 s; windows
 * are up to 24 h. Making the events is not measured. The memory is that of the engine when all are in, after a collection.
 */
final class FeatureBench {
    /** Few enough to be at hand when they are offered, as events are that have just been read. */
    private static final int BLOCK = 100;

    private static final int ACCOUNTS = 200_000;
    private static final int MEAN_GAP_MICROS = 100_000;
    private static final int LATENESS_MICROS = 5_000_000;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<EventKind> KINDS = List.of(EventKind.values());
    private static final String[] ASSETS = {"BTC", "ETH", "SOL", "USDT", "TRX"};
    private static final String[] CHAINS = {"bitcoin", "ethereum", "solana", "tron"};
    private static final String FEATURES = """
            name: bench-30
            rows: [withdrawal, deposit, transfer, login, admin, api, order, trade]
            lateness: PT5S
            features:
              - {name: n_1h, compute: count, key: [account], window: PT1H}
              - {name: n_24h, compute: count, key: [account], window: PT24H}
              - {name: usd_1h, compute: sum, key: [account], window: PT1H}
              - {name: usd_24h, compute: sum, key: [account], window: PT24H}
              - {name: mean_24h, compute: mean, key: [account], window: PT24H}
              - {name: spread_24h, compute: spread, key: [account], window: PT24H}
              - {name: destinations_1h, compute: distinct, key: [account], of: counterparty, window: PT1H}
              - {name: destinations_24h, compute: distinct, key: [account], of: counterparty, window: PT24H}
              - {name: devices_24h, compute: distinct, key: [account], of: device, window: PT24H}
              - {name: assets_1h, compute: distinct, key: [account], of: asset, window: PT1H}
              - {name: chains_1h, compute: distinct, key: [account], of: chain, window: PT1H}
              - {name: since_any, compute: since, key: [account], window: PT24H}
              - {name: usd_ratio, compute: ratio, key: [account], of: amount_usd, window: PT1H, baseline: PT23H}
              - {name: n_ratio, compute: ratio, key: [account], of: count, window: PT1H, baseline: PT23H}
              - {name: failed_1h, compute: count, key: [account], window: PT1H, filter: {kinds: [login], outcome: failure}}
              - {name: failed_24h, compute: count, key: [account], window: PT24H, filter: {kinds: [login], outcome: failure}}
              - {name: since_failed, compute: since, key: [account], window: PT24H, filter: {kinds: [login], outcome: failure}}
              - {name: failed_ip_1h, compute: count, key: [ip_block], window: PT1H, filter: {kinds: [login], outcome: failure}}
              - {name: accounts_ip_1h, compute: distinct, key: [ip_block], of: account, window: PT1H, filter: {kinds: [login], outcome: failure}}
              - {name: new_destination, compute: first, key: [account, counterparty], window: PT24H}
              - {name: since_destination, compute: since, key: [account, counterparty], window: PT24H}
              - {name: new_device, compute: first, key: [account, device], window: PT24H}
              - {name: fan_in_24h, compute: distinct, key: [counterparty], of: account, window: PT24H}
              - {name: usd_in_24h, compute: sum, key: [counterparty], window: PT24H}
              - {name: n_withdrawals_10m, compute: count, window: PT10M, filter: {kinds: [withdrawal]}}
              - {name: usd_withdrawals_10m, compute: sum, window: PT10M, filter: {kinds: [withdrawal]}}
              - {name: chains_withdrawals_10m, compute: distinct, of: chain, window: PT10M, filter: {kinds: [withdrawal]}}
              - {name: usd_chain_1h, compute: sum, key: [chain], window: PT1H, filter: {kinds: [withdrawal]}}
              - {name: amount, compute: value, of: amount_usd}
              - {name: hour, compute: value, of: hour_of_day}
            """;

    private final Random random = new Random(1);
    private long micros;
    private int made;
    private double sum;

    /**
     * What {@code --json} prints.
     *
     * @param eventsPerSecond of CPU time of one thread, over the second half of the events, when the windows are full
     * @param heapMb of what the engine remembers at the end, in MiB
     * @param keys that it remembers, over all groups
     */
    record Figures(long events, int features, long eventsPerSecond, long heapMb, long keys) {}

    /** Runs {@code events} events, a multiple of 100,000. */
    Figures run(int events) {
        FeatureSet set = FeatureSetReading.of(Path.of("bench-30"), FEATURES.getBytes(StandardCharsets.UTF_8))
                .orFail();
        long before = usedBytes();
        FeatureEngine engine;
        try (Secret key = Secret.of(new byte[Secret.BYTES])) {
            // Reads a value of each row, so that none is computed in vain.
            engine = new FeatureEngine(set, IdentifierHash.of(key), row -> sum += row.value(0));
        }
        long nanos = 0;
        for (int done = 0; done < events; done += BLOCK) {
            Event[] block = block();
            long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            for (Event event : block) {
                engine.offer(event);
            }
            if (done >= events / 2) {
                nanos += ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin;
            }
        }
        long heap = usedBytes() - before;
        if (engine.counts().late() > 0 || !(sum > 0)) {
            throw new IllegalStateException("events must all count, but " + engine.counts());
        }
        return new Figures(
                engine.counts().offered(),
                set.features().size(),
                Math.round((events - events / 2) * 1e9 / nanos),
                heap >> 20,
                engine.keys());
    }

    private static long usedBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private Event[] block() {
        Event[] block = new Event[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            micros += random.nextInt(2 * MEAN_GAP_MICROS);
            block[i] = event(micros + LATENESS_MICROS - random.nextInt(LATENESS_MICROS / 2));
        }
        return block;
    }

    private Event event(long at) {
        // The square makes one in a hundred accounts do a tenth of it all.
        double share = random.nextDouble();
        int account = (int) (share * share * ACCOUNTS);
        EventKind kind = KINDS.get(random.nextInt(KINDS.size()));
        boolean pays = kind == EventKind.WITHDRAWAL || kind == EventKind.DEPOSIT || kind == EventKind.TRANSFER;
        return new Event(
                "e" + made++,
                START.plus(at, ChronoUnit.MICROS),
                kind,
                "account-" + account,
                Optional.of(ASSETS[random.nextInt(ASSETS.length)]),
                pays ? Optional.of(CHAINS[random.nextInt(CHAINS.length)]) : Optional.empty(),
                pays ? OptionalLong.of(random.nextInt(2_000_000_000)) : OptionalLong.empty(),
                pays ? Optional.of("address-" + (account * 3 + random.nextInt(3))) : Optional.empty(),
                Optional.of("10." + (account & 255) + "." + random.nextInt(8) + ".0/24"),
                Optional.of("device-" + (account * 2 + random.nextInt(2))),
                Optional.of("DE"),
                kind == EventKind.LOGIN && random.nextInt(5) == 0 ? Outcome.FAILURE : Outcome.SUCCESS,
                Optional.of("customer"),
                OptionalInt.empty(),
                Map.of());
    }
}
