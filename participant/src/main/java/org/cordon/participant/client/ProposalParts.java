// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.client;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.cordon.governance.Proposal;
import org.cordon.governance.ProposalPart;
import org.cordon.suite.Bytes;
import org.cordon.suite.Signed;

/** The head of a proposal, then content and first state in pieces. */
final class ProposalParts implements Iterator<ProposalPart> {
    private static final int PIECE = 512 << 10;

    private final Signed<Proposal> head;
    private final Bytes content;
    private final Bytes state;
    private boolean headed;
    private int contentSent;
    private int stateSent;

    ProposalParts(Signed<Proposal> head, Bytes content, Bytes state) {
        this.head = head;
        this.content = content;
        this.state = state;
    }

    @Override
    public boolean hasNext() {
        return !headed || contentSent < content.size() || stateSent < state.size();
    }

    @Override
    public ProposalPart next() {
        if (!headed) {
            headed = true;
            return new ProposalPart.Head(head);
        }
        if (contentSent < content.size()) {
            int from = contentSent;
            contentSent = Math.min(content.size(), from + PIECE);
            return new ProposalPart.Data(content.slice(from, contentSent));
        }
        if (stateSent < state.size()) {
            int from = stateSent;
            stateSent = Math.min(state.size(), from + PIECE);
            return new ProposalPart.Data(state.slice(from, stateSent));
        }
        throw new NoSuchElementException("the proposal is complete");
    }
}
