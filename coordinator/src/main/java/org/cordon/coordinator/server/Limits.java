// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.server;

/**
 * How much one member, and all of them together, may ask for at a time.
 *
 * @param connections open connections in all, before and after authentication
 * @param connectionsPerMember open connections of one member; a further one closes its oldest
 * @param callsPerMember calls of one member under way; a further one is refused as busy
 * @param workers threads for the calls of all members
 * @param workersPerMember of these, how many one member may occupy
 * @param queuedEvents events waiting for one member; a further one ends its stream, and it attends anew
 */
public record Limits(
        int connections,
        int connectionsPerMember,
        int callsPerMember,
        int workers,
        int workersPerMember,
        int queuedEvents) {

    public Limits {
        requirePositive("connections", connections);
        requirePositive("connectionsPerMember", connectionsPerMember);
        requirePositive("callsPerMember", callsPerMember);
        requirePositive("workers", workers);
        requirePositive("workersPerMember", workersPerMember);
        requirePositive("queuedEvents", queuedEvents);
        if (workersPerMember >= workers) {
            throw new IllegalArgumentException(
                    "workersPerMember must be below workers (" + workers + "), but was " + workersPerMember);
        }
    }

    /** For up to 255 members with a connection or two each. */
    public static Limits defaults() {
        return new Limits(1024, 4, 24, 16, 3, 256);
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, but was " + value);
        }
    }
}
