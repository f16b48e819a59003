// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.member;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.cordon.coordinator.member.ConsortiumStore.Entry;
import org.cordon.coordinator.member.ConsortiumStore.Kind;
import org.cordon.governance.Answer;
import org.cordon.governance.Endorsement;
import org.cordon.member.AmendmentRejected;
import org.cordon.member.Approval;
import org.cordon.member.Consortium;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.VerifyKey;
import org.cordon.task.OfferedCharter;
import org.cordon.wire.CharterCodec;
import org.cordon.wire.ConsortiumCodec;
import org.cordon.wire.HistoryCodec;

/**
 * What the store holds, as values; changed only through a {@link Batch}, which writes first.
 *
 * <p>Not thread-safe: the desk's lock guards it.
 */
final class DeskRecords {
    private final ConsortiumStore store;
    private final Map<VerifyKey, Digest> invitations = new LinkedHashMap<>();
    private final Map<Digest, Answer.HeldRequest> requests = new LinkedHashMap<>();
    private final Map<Digest, Answer.OpenProposal> proposals = new LinkedHashMap<>();
    private final Map<Ballot, Map<Integer, Approval>> approvals = new LinkedHashMap<>();
    private final Map<Digest, OfferedCharter> tasks = new LinkedHashMap<>();
    private final Set<Digest> started = new HashSet<>();
    private final Set<Digest> withdrawn = new HashSet<>();
    private Optional<Consortium> consortium = Optional.empty();

    /** What approvals are counted for: they fit under one manifest only. */
    record Ballot(Approval.Kind kind, Digest subject, Digest manifest) {}

    private DeskRecords(ConsortiumStore store) {
        this.store = store;
    }

    /** Reads everything; a history that was edited in the store does not verify. */
    static DeskRecords load(ConsortiumStore store) throws AmendmentRejected {
        DeskRecords records = new DeskRecords(store);
        List<org.cordon.member.Entry> history = new ArrayList<>();
        for (Entry entry : store.entries()) {
            if (entry.kind() == Kind.HISTORY) {
                history.add(HistoryCodec.decodeEntry(entry.content()));
            } else {
                records.take(entry);
            }
        }
        if (!history.isEmpty()) {
            records.consortium = Optional.of(Consortium.replay(history));
        }
        return records;
    }

    private void take(Entry entry) {
        Bytes content = entry.content();
        switch (entry.kind()) {
            case HISTORY -> throw new IllegalArgumentException("history is read as a whole");
            case INVITATION ->
                invitations.put(VerifyKey.of(entry.key().toByteArray()), Digest.of(content.toByteArray()));
            case REQUEST -> requests.put(digest(entry.key()), ConsortiumCodec.heldRequest(content));
            case PROPOSAL -> proposals.put(digest(entry.key()), ConsortiumCodec.openProposal(content));
            case APPROVAL -> {
                Endorsement one = ConsortiumCodec.endorsement(content);
                count(
                        new Ballot(one.kind(), one.subject(), one.manifest()),
                        one.approvals().get(0));
            }
            case TASK -> tasks.put(digest(entry.key()), CharterCodec.decodeOffered(content));
            case STARTED -> started.add(digest(entry.key()));
            case WITHDRAWN -> withdrawn.add(digest(entry.key()));
        }
    }

    private static Digest digest(Bytes key) {
        return Digest.of(key.toByteArray());
    }

    Batch begin() {
        return new Batch(this, store);
    }

    /** The history that the members made, once it is founded. */
    Optional<Consortium> consortium() {
        return consortium;
    }

    /** The request that used this invitation. */
    Optional<Digest> userOf(VerifyKey invitation) {
        return Optional.ofNullable(invitations.get(invitation));
    }

    /** Requests that wait, by digest, oldest first. */
    Map<Digest, Answer.HeldRequest> requests() {
        return requests;
    }

    /** What is open, by subject, oldest first; without approvals. */
    Map<Digest, Answer.OpenProposal> proposals() {
        return proposals;
    }

    /** The approvals of one ballot, by approver. */
    List<Approval> approvals(Ballot ballot) {
        return List.copyOf(approvals.getOrDefault(ballot, Map.of()).values());
    }

    /** Ballots with approvals that have not taken effect. */
    Set<Ballot> ballots() {
        return Set.copyOf(approvals.keySet());
    }

    /** Approved charters by session, oldest first. */
    Map<Digest, OfferedCharter> tasks() {
        return tasks;
    }

    boolean isStarted(Digest session) {
        return started.contains(session);
    }

    boolean isWithdrawn(Digest session) {
        return withdrawn.contains(session);
    }

    Optional<Bytes> state(Digest digest) {
        return store.state(digest);
    }

    void invited(VerifyKey invitation, Digest request) {
        invitations.put(invitation, request);
    }

    void continued(Consortium next) {
        consortium = Optional.of(next);
    }

    void count(Ballot ballot, Approval approval) {
        approvals.computeIfAbsent(ballot, unused -> new TreeMap<>()).put(approval.approver(), approval);
    }

    void forget(Ballot ballot) {
        approvals.remove(ballot);
    }

    void started(Digest session) {
        started.add(session);
    }

    void withdrawn(Digest session) {
        withdrawn.add(session);
    }
}
