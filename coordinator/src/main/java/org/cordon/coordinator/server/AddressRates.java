// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.server;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How many calls each address may begin: a bucket of a minute's calls that fills steadily.
 *
 * <p>At most {@value #REMEMBERED} addresses are remembered; who was forgotten begins with a full bucket.
 */
final class AddressRates {
    private static final int REMEMBERED = 4096;
    private static final double MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final int perMinute;
    private final LongSupplier nanos;
    private final Map<Integer, Bucket> buckets = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Bucket> eldest) {
            return size() > REMEMBERED;
        }
    };

    private record Bucket(double calls, long at) {}

    AddressRates(int perMinute, LongSupplier nanos) {
        this.perMinute = perMinute;
        this.nanos = nanos;
    }

    /** Whether {@code address} may begin a call now; counts it if so. */
    synchronized boolean take(int address) {
        long now = nanos.getAsLong();
        Bucket before = buckets.getOrDefault(address, new Bucket(perMinute, now));
        double calls = Math.min(perMinute, before.calls() + (now - before.at()) / MINUTE * perMinute);
        boolean may = calls >= 1;
        buckets.put(address, new Bucket(may ? calls - 1 : calls, now));
        return may;
    }
}
