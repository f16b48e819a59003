// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.member;

import java.util.ArrayList;
import java.util.List;
import org.cordon.coordinator.member.ConsortiumStore.Change;
import org.cordon.coordinator.member.ConsortiumStore.Entry;
import org.cordon.coordinator.member.ConsortiumStore.Kind;
import org.cordon.coordinator.member.DeskRecords.Ballot;
import org.cordon.governance.Answer;
import org.cordon.governance.Endorsement;
import org.cordon.member.Approval;
import org.cordon.member.Consortium;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Transcript;
import org.cordon.task.OfferedCharter;
import org.cordon.wire.CharterCodec;
import org.cordon.wire.ConsortiumCodec;
import org.cordon.wire.HistoryCodec;

/** Changes of the records that happen together: in the store first, and in memory once they are durable. */
final class Batch {
    private final DeskRecords records;
    private final ConsortiumStore store;
    private final List<Change> changes = new ArrayList<>();
    private final List<Runnable> effects = new ArrayList<>();

    Batch(DeskRecords records, ConsortiumStore store) {
        this.records = records;
        this.store = store;
    }

    /** Writes everything, or nothing. */
    void commit() {
        store.commit(changes);
        effects.forEach(Runnable::run);
    }

    Batch hold(Answer.HeldRequest held) {
        Digest digest = held.request().digest();
        Bytes invitation = Bytes.wrap(held.request().invitation().key().toByteArray());
        add(Kind.INVITATION, invitation, bytes(digest));
        add(Kind.REQUEST, bytes(digest), ConsortiumCodec.encode(held));
        effects.add(() -> {
            records.invited(held.request().invitation().key(), digest);
            records.requests().put(digest, held);
        });
        return this;
    }

    Batch dropRequest(Digest digest) {
        remove(Kind.REQUEST, bytes(digest));
        effects.add(() -> records.requests().remove(digest));
        return this;
    }

    Batch propose(Answer.OpenProposal proposal) {
        add(Kind.PROPOSAL, bytes(proposal.subject()), ConsortiumCodec.encode(proposal));
        effects.add(() -> records.proposals().put(proposal.subject(), proposal));
        return this;
    }

    Batch keepState(Digest digest, Bytes state) {
        changes.add(new Change.AddState(digest, state));
        return this;
    }

    Batch dropState(Digest digest) {
        changes.add(new Change.RemoveState(digest));
        return this;
    }

    Batch dropProposal(Digest subject) {
        remove(Kind.PROPOSAL, bytes(subject));
        effects.add(() -> records.proposals().remove(subject));
        return this;
    }

    Batch count(Ballot ballot, Approval approval) {
        Endorsement one = new Endorsement(ballot.kind(), ballot.subject(), ballot.manifest(), List.of(approval));
        changes.add(new Change.Put(
                new Entry(Kind.APPROVAL, key(ballot, approval.approver()), ConsortiumCodec.encode(one))));
        effects.add(() -> records.count(ballot, approval));
        return this;
    }

    Batch dropApprovals(Ballot ballot) {
        records.approvals(ballot).forEach(approval -> remove(Kind.APPROVAL, key(ballot, approval.approver())));
        effects.add(() -> records.forget(ballot));
        return this;
    }

    /** Appends the newest entry of {@code next} to the history. */
    Batch append(Consortium next) {
        int position = next.entries().size() - 1;
        add(
                Kind.HISTORY,
                new Transcript().u32(position).toBytes(),
                HistoryCodec.encodeEntry(next.entries().get(position)));
        effects.add(() -> records.continued(next));
        return this;
    }

    Batch approve(OfferedCharter charter) {
        add(Kind.TASK, bytes(charter.session()), CharterCodec.encodeOffered(charter));
        effects.add(() -> records.tasks().put(charter.session(), charter));
        return this;
    }

    Batch start(Digest session) {
        changes.add(new Change.Put(new Entry(Kind.STARTED, bytes(session), Bytes.EMPTY)));
        effects.add(() -> records.started(session));
        return this;
    }

    /** {@code proof}: the withdrawal that the operator signed, or the members' approvals. */
    Batch withdraw(Digest session, Bytes proof) {
        changes.add(new Change.Put(new Entry(Kind.WITHDRAWN, bytes(session), proof)));
        effects.add(() -> records.withdrawn(session));
        return this;
    }

    private void add(Kind kind, Bytes key, Bytes content) {
        changes.add(new Change.Add(new Entry(kind, key, content)));
    }

    private void remove(Kind kind, Bytes key) {
        changes.add(new Change.Remove(kind, key));
    }

    private static Bytes key(Ballot ballot, int approver) {
        return new Transcript()
                .lp(ballot.kind().name())
                .raw(ballot.subject())
                .raw(ballot.manifest())
                .u16(approver)
                .toBytes();
    }

    private static Bytes bytes(Digest digest) {
        return Bytes.wrap(digest.toByteArray());
    }
}
