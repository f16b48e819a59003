// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.client;

import java.time.Duration;
import java.util.Optional;

/**
 * Where the coordinator is and how patiently it is dialled.
 *
 * @param coordinator what is dialled; its certificate must be for this host
 * @param proxy an HTTP proxy to reach it through with CONNECT; TLS runs end to end through it
 * @param firstRetry how long to wait after the first failed attempt, before jitter; doubles with every further one
 * @param longestRetry where the doubling ends
 * @param keepAlive silence after which a ping is sent; half of it is waited for the answer
 */
public record LinkSettings(
        HostPort coordinator,
        Optional<HostPort> proxy,
        Duration firstRetry,
        Duration longestRetry,
        Duration keepAlive) {

    /** gRPC raises anything below. */
    private static final Duration LEAST_KEEP_ALIVE = Duration.ofSeconds(10);

    public LinkSettings {
        if (firstRetry.isNegative() || firstRetry.isZero()) {
            throw new IllegalArgumentException("firstRetry must be positive, but was " + firstRetry);
        }
        if (longestRetry.compareTo(firstRetry) < 0) {
            throw new IllegalArgumentException(
                    "longestRetry must be at least firstRetry (" + firstRetry + "), but was " + longestRetry);
        }
        if (keepAlive.compareTo(LEAST_KEEP_ALIVE) < 0) {
            throw new IllegalArgumentException("keepAlive must be at least 10 s, but was " + keepAlive);
        }
    }

    /** Direct, retries after 0.25 s to 15 s, keepalive 20 s. */
    public static LinkSettings of(HostPort coordinator) {
        return new LinkSettings(
                coordinator, Optional.empty(), Duration.ofMillis(250), Duration.ofSeconds(15), Duration.ofSeconds(20));
    }

    /** The same through an HTTP proxy. */
    public LinkSettings through(HostPort httpProxy) {
        return new LinkSettings(coordinator, Optional.of(httpProxy), firstRetry, longestRetry, keepAlive);
    }

    /** The same with other waits between attempts. */
    public LinkSettings retrying(Duration first, Duration longest) {
        return new LinkSettings(coordinator, proxy, first, longest, keepAlive);
    }
}
