// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.server;

import java.time.Duration;

/**
 * How long the server waits for whom.
 *
 * @param handshake from the accepted connection to the end of the TLS handshake
 * @param keepAlive silence after which a ping is sent; clients that ping more often than a quarter of it are cut off
 * @param keepAliveTimeout how long the answer to a ping may take
 * @param idle how long a connection without calls is kept
 * @param shutdown how long calls under way may go on once the server is closing
 */
public record Patience(
        Duration handshake, Duration keepAlive, Duration keepAliveTimeout, Duration idle, Duration shutdown) {

    public Patience {
        requirePositive("handshake", handshake);
        requirePositive("keepAlive", keepAlive);
        requirePositive("keepAliveTimeout", keepAliveTimeout);
        requirePositive("idle", idle);
        requirePositive("shutdown", shutdown);
    }

    /** Handshake 10 s, keepalive 20 s + 10 s, idle 60 s, shutdown 5 s. */
    public static Patience defaults() {
        return new Patience(
                Duration.ofSeconds(10),
                Duration.ofSeconds(20),
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Duration.ofSeconds(5));
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be positive, but was " + value);
        }
    }
}
