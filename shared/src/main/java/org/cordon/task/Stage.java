// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.task;

import org.cordon.suite.Bytes;

/**
 * One computation of a task's pipeline; stages run in the order of the charter and later ones may use what earlier ones
 * put out.
 *
 * @param computation name under which the federated computation is found, 1 to 64 of {@code a-z}, {@code 0-9},
 *     {@code -} and {@code .}
 * @param parameters the computation's own canonical encoding, at most 64 KiB
 * @param maxRounds how many sums this stage may open at the most, from 1 to 100,000
 */
public record Stage(String computation, Bytes parameters, int maxRounds) {
    /** Longest parameters in bytes. */
    public static final int MAX_PARAMETER_BYTES = 64 * 1024;

    /** Most rounds of one stage. */
    public static final int MAX_ROUNDS = 100_000;

    public Stage {
        Text.requireToken("computation", computation, 64);
        if (parameters.size() > MAX_PARAMETER_BYTES) {
            throw new IllegalArgumentException(
                    "parameters must be at most 65536 bytes, but was " + parameters.size() + " bytes");
        }
        if (maxRounds < 1 || maxRounds > MAX_ROUNDS) {
            throw new IllegalArgumentException("maxRounds must be in [1, 100000], but was " + maxRounds);
        }
    }

    /**
     * Sums that a stage may open which asks for so many. A round that dies after its survivors were endorsed counts as opened with
     * those who endorsed it; without room for some the first of them would end the task for good. With differential privacy all that
     * may be opened is paid for in noise, so there is less.
     */
    public static int rounds(int sums, boolean isPrivate) {
        int room = isPrivate ? 1 + sums / 50 : 2 + sums / 4;
        return Math.min(sums + room, MAX_ROUNDS);
    }
}
