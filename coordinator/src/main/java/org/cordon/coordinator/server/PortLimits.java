// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.server;

/**
 * How much strangers may ask of the consortium port.
 *
 * @param connections open connections in all
 * @param connectionsPerAddress open connections of one address; a further one closes its oldest
 * @param callsPerAddress calls of one address under way; a further one is refused as busy
 * @param callsPerMinute calls of one address begun per minute, after a burst of as many
 * @param workers threads for all calls
 */
public record PortLimits(
        int connections, int connectionsPerAddress, int callsPerAddress, int callsPerMinute, int workers) {

    public PortLimits {
        requirePositive("connections", connections);
        requirePositive("connectionsPerAddress", connectionsPerAddress);
        requirePositive("callsPerAddress", callsPerAddress);
        requirePositive("callsPerMinute", callsPerMinute);
        if (workers < 2) {
            throw new IllegalArgumentException("workers must be at least 2, but was " + workers);
        }
    }

    /** For people of up to 255 exchanges, several of whom may share an address. */
    public static PortLimits defaults() {
        return new PortLimits(256, 16, 16, 240, 4);
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, but was " + value);
        }
    }
}
