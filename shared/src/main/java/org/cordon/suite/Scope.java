// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.suite;

/**
 * What every signed body starts with: the session (digest of the task charter), the epoch, the round and attempt, and the
 * sender's manifest index (0 for the coordinator).
 *
 * @param session digest of the charter that the task runs under
 * @param epoch 1 and up
 * @param round 0 during epoch set-up, else 1 to 100
 * @param attempt 0 and up
 * @param sender manifest index, 0 to 255
 */
public record Scope(Digest session, int epoch, int round, int attempt, int sender) {
    /** The manifest index under which the coordinator speaks. */
    public static final int COORDINATOR = 0;

    public Scope {
        require(epoch >= 1, "epoch must be at least 1, but was ", epoch);
        require(round >= 0 && round <= 100, "round must be in [0, 100], but was ", round);
        require(attempt >= 0 && attempt <= 0xffff, "attempt must be in [0, 65535], but was ", attempt);
        require(sender >= 0 && sender <= 255, "sender must be in [0, 255], but was ", sender);
    }

    /** The same place in the protocol, said by someone else. */
    public Scope from(int otherSender) {
        return new Scope(session, epoch, round, attempt, otherSender);
    }

    private static void require(boolean holds, String rule, int value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + value);
        }
    }
}
