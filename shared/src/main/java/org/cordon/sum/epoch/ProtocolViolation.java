// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.epoch;

import org.cordon.suite.Digest;
import org.cordon.suite.Scope;

/**
 * Somebody departed from the protocol: who, where, how.
 *
 * <p>Carries no secret: digests are cut short, keys and words are never named.
 */
public final class ProtocolViolation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Violation kind;
    private final int party;
    private final transient Scope where;

    /**
     * @param party manifest index of who is at fault, 0 for the coordinator
     * @param where the place in the protocol
     */
    public ProtocolViolation(Violation kind, int party, Scope where, String sentence) {
        super(kind + " by " + (party == Scope.COORDINATOR ? "the coordinator" : "member " + party) + " in epoch "
                + where.epoch() + ", round " + where.round() + ", attempt " + where.attempt() + ": " + sentence);
        this.kind = kind;
        this.party = party;
        this.where = where;
    }

    /** Of the coordinator, in its protocol log: in no session and no round. */
    public ProtocolViolation(Violation kind, String sentence) {
        super(kind + " by the coordinator in the protocol log: " + sentence);
        this.kind = kind;
        this.party = Scope.COORDINATOR;
        this.where = new Scope(Digest.ZERO, 1, 0, 0, Scope.COORDINATOR);
    }

    public Violation kind() {
        return kind;
    }

    public int party() {
        return party;
    }

    public Scope where() {
        return where;
    }
}
