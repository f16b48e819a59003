// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import java.util.List;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;

/**
 * One entry of a history as it travels: a statement, who approved it, and proofs that new keys are held.
 *
 * <p><b>Does not check</b> anything, nor that the exact bytes encode the amendment: only codecs and signers pair the two.
 *
 * @param exact the statement's bytes; relayed and hashed as they are and never serialised again
 * @param approvals of the statement, at most 255; one approver's second approval does not count
 * @param possessions of the keys that are new in it, at most 512
 */
public record Entry(Amendment amendment, Bytes exact, List<Approval> approvals, List<Possession> possessions) {
    /** Most proofs of possession: of the identity and approver keys of 255 founders and the coordinator. */
    public static final int MAX_POSSESSIONS = 512;

    public Entry {
        approvals = List.copyOf(approvals);
        possessions = List.copyOf(possessions);
        if (approvals.size() > Threshold.MAX_MEMBERS) {
            throw new IllegalArgumentException("approvals must be at most 255, but was " + approvals.size());
        }
        if (possessions.size() > MAX_POSSESSIONS) {
            throw new IllegalArgumentException("possessions must be at most 512, but was " + possessions.size());
        }
    }

    /** A statement that nobody has approved yet. */
    public static Entry proposed(Amendment amendment, Bytes exact, List<Possession> possessions) {
        return new Entry(amendment, exact, List.of(), possessions);
    }

    /** The same statement with these approvals. */
    public Entry approved(List<Approval> by) {
        return new Entry(amendment, exact, by, possessions);
    }

    /** H("blob"; exact): what approvals name and the next entry continues. */
    public Digest digest() {
        return Hashes.blob(exact);
    }
}
