// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.governance;

import java.time.Instant;
import java.util.Optional;
import org.cordon.member.Approval;
import org.cordon.suite.Digest;
import org.cordon.suite.VerifyKey;

/**
 * The head of a proposal; signed with type {@value #TYPE} by an approver or the operator.
 *
 * @param consortium id of the consortium
 * @param proposer the key that signs the head
 * @param at when it was signed, in whole milliseconds
 * @param content of an amendment: its entry without approvals; of a charter: its exact bytes
 * @param state the first state that a charter names
 */
public record Proposal(
        Digest consortium, VerifyKey proposer, Instant at, Approval.Kind kind, Piece content, Optional<Piece> state) {
    /** Signature type of a proposal. */
    public static final String TYPE = "proposal";

    /** Greatest length of the content, in bytes. */
    public static final int MAX_CONTENT = 3 << 20;

    /** Greatest length of a first state, in bytes. */
    public static final int MAX_STATE = 256 << 20;

    public Proposal {
        if (kind == Approval.Kind.WITHDRAWAL) {
            throw new IllegalArgumentException("kind must be AMENDMENT or CHARTER, but was WITHDRAWAL:"
                    + " a withdrawal needs no proposal, approve the session");
        }
        if (content.size() < 1 || content.size() > MAX_CONTENT) {
            throw new IllegalArgumentException("content must be 1 byte to 3 MiB, but was " + content.size() + " bytes");
        }
        if (state.isPresent() != (kind == Approval.Kind.CHARTER)) {
            throw new IllegalArgumentException("state must come with a charter and nothing else, but the kind was "
                    + kind + (state.isPresent() ? " with a state" : " without a state"));
        }
        if (state.isPresent() && state.get().size() > MAX_STATE) {
            throw new IllegalArgumentException(
                    "state must be at most 256 MiB, but was " + state.get().size() + " bytes");
        }
    }

    /** Bytes that follow the head. */
    public int totalBytes() {
        return content.size() + state.map(Piece::size).orElse(0);
    }
}
