// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger;

/**
 * When an exchange pays nobody.
 *
 * @param fromMicros start, microseconds since 1970 in UTC
 * @param untilMicros end, exclusive
 */
public record Pause(long fromMicros, long untilMicros) {
    boolean covers(long timeMicros) {
        return timeMicros >= fromMicros && timeMicros < untilMicros;
    }
}
