// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.member;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cordon.enrol.ConsortiumRefused;
import org.cordon.enrol.ConsortiumRefused.Reason;
import org.cordon.enrol.FoundingPlan;
import org.cordon.enrol.Invitation;
import org.cordon.enrol.JoinReply;
import org.cordon.enrol.JoinRequest;
import org.cordon.enrol.Venue;
import org.cordon.governance.Answer;
import org.cordon.member.Amendment;
import org.cordon.member.AmendmentRejected;
import org.cordon.member.Approval;
import org.cordon.member.Consortium;
import org.cordon.member.Entry;
import org.cordon.member.Manifest;
import org.cordon.member.Member;
import org.cordon.member.Possession;
import org.cordon.suite.Digest;
import org.cordon.wire.HistoryCodec;

/**
 * Requests to join: before the founding those of the founders, later those of exchanges that are to be admitted.
 *
 * <p>The founding statement follows from the plan and the requests alone; it is put up for approval when the last founder
 * has asked, and anew if one of them comes back with another token before all have approved.
 */
final class Admissions {
    private static final int MAX_HELD = 64;
    private static final Duration KEPT = Duration.ofDays(30);

    private final DeskRecords records;
    private final Askers askers;
    private final Optional<FoundingPlan> plan;
    private final InstantSource clock;

    Admissions(DeskRecords records, Askers askers, Optional<FoundingPlan> plan, InstantSource clock) {
        this.records = records;
        this.askers = askers;
        this.plan = plan;
        this.clock = clock;
    }

    /** The first use of an invitation, already proven to be by who was invited: what to write. */
    Batch hold(JoinRequest request) throws ConsortiumRefused {
        requireInvited(request);
        Batch batch = records.begin();
        Map<Digest, Answer.HeldRequest> after = new LinkedHashMap<>(records.requests());
        for (Answer.HeldRequest held : records.requests().values()) {
            if (isReplacedBy(request, held) || isOver(held)) {
                batch.dropRequest(held.request().digest());
                after.remove(held.request().digest());
            }
        }
        requireRoom(after);
        requireFreshKeys(request, after);
        Answer.HeldRequest held =
                new Answer.HeldRequest(request, clock.instant().truncatedTo(ChronoUnit.SECONDS));
        after.put(request.digest(), held);
        batch.hold(held);
        if (records.consortium().isEmpty()) {
            planFounding(batch, after);
        }
        return batch;
    }

    private void requireInvited(JoinRequest request) throws ConsortiumRefused {
        if (!Invitation.isSignedBy(askers.operator(), request.body().invitation())) {
            throw new ConsortiumRefused(
                    Reason.TOKEN_FORGED,
                    "the token of " + request.exchange()
                            + " is not signed by this consortium's operator; do not use it,"
                            + " and ask the operator for one over a channel that you trust");
        }
        Venue venue = request.invitation().venue();
        if (!venue.id().equals(askers.id())) {
            throw new ConsortiumRefused(
                    Reason.OTHER_CONSORTIUM,
                    "the token of " + request.exchange() + " is for consortium "
                            + (venue.isFounded() ? venue.id().shortHex() : venue.consortium() + " before its founding")
                            + ", but this is "
                            + (askers.id().equals(Digest.ZERO)
                                    ? "one that is not founded"
                                    : askers.id().shortHex())
                            + "; ask the operator for a token of this consortium");
        }
        request.invitation().requireValid(clock.instant());
        requireName(request.exchange());
    }

    private void requireName(String exchange) throws ConsortiumRefused {
        Optional<Consortium> consortium = records.consortium();
        boolean free = consortium.isPresent()
                ? consortium.get().current().manifest().find(exchange).isEmpty()
                : plan.filter(founding -> founding.exchanges().contains(exchange))
                        .isPresent();
        if (!free) {
            throw new ConsortiumRefused(
                    Reason.NAME_TAKEN,
                    consortium.isPresent()
                            ? exchange + " is the name of a member already; have a token for another name issued"
                            : exchange + " is not among the founders that the coordinator was set up for; have a token"
                                    + " for one of their names issued");
        }
    }

    /** Before the founding, a founder that lost its keys comes back with a new token. */
    private boolean isReplacedBy(JoinRequest request, Answer.HeldRequest held) {
        return held.request().exchange().equals(request.exchange());
    }

    private boolean isOver(Answer.HeldRequest held) {
        Instant end = held.request().invitation().expiry().plus(KEPT);
        return records.consortium().isPresent() && clock.instant().isAfter(end);
    }

    private void requireRoom(Map<Digest, Answer.HeldRequest> held) throws ConsortiumRefused {
        if (records.consortium().isPresent() && held.size() >= MAX_HELD) {
            throw new ConsortiumRefused(
                    Reason.TOO_MANY,
                    "requests to join must be at most " + MAX_HELD + "; have the waiting ones admitted first");
        }
    }

    private void requireFreshKeys(JoinRequest request, Map<Digest, Answer.HeldRequest> others)
            throws ConsortiumRefused {
        Set<Object> taken = new HashSet<>();
        records.consortium().map(consortium -> consortium.current().manifest()).ifPresent(manifest -> {
            manifest.members().forEach(member -> addKeys(taken, member));
            addKeys(taken, manifest.coordinator());
        });
        plan.ifPresent(founding -> addKeys(taken, founding.coordinator()));
        for (Answer.HeldRequest held : others.values()) {
            addKeys(taken, held.request().member(1));
        }
        Set<Object> own = new HashSet<>();
        addKeys(own, request.member(1));
        if (own.stream().anyMatch(taken::contains)) {
            throw new ConsortiumRefused(
                    Reason.KEY_REUSED,
                    "a key in the request of " + request.exchange()
                            + " belongs to another node or person; make new keys" + " with 'cordon participant join'");
        }
    }

    private static void addKeys(Set<Object> keys, Member member) {
        keys.add(member.identity());
        keys.add(member.approver());
        keys.add(member.certificateKey());
    }

    private void planFounding(Batch batch, Map<Digest, Answer.HeldRequest> requests) throws ConsortiumRefused {
        for (Digest subject : records.proposals().keySet()) {
            batch.dropProposal(subject).dropApprovals(founding(subject));
        }
        if (plan.isEmpty()) {
            return;
        }
        FoundingPlan founding = plan.get();
        List<Member> founders = new ArrayList<>();
        List<Possession> possessions = new ArrayList<>(founding.possessions());
        for (String exchange : founding.exchanges()) {
            for (Answer.HeldRequest held : requests.values()) {
                if (held.request().exchange().equals(exchange)) {
                    founders.add(held.request().member(founders.size() + 1));
                    possessions.addAll(held.request().body().possessions());
                }
            }
        }
        if (founders.size() == founding.exchanges().size()) {
            batch.propose(proposal(founding, founders, possessions));
        }
    }

    private Answer.OpenProposal proposal(FoundingPlan founding, List<Member> founders, List<Possession> possessions)
            throws ConsortiumRefused {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Amendment.Founding statement = new Amendment.Founding(
                founding.consortium(),
                founding.rules().minMembers(),
                founding.rules().minApprovals(),
                founding.coordinator(),
                founding.authority(),
                founders,
                now);
        Entry entry = Entry.proposed(statement, HistoryCodec.encode(statement), possessions);
        try {
            var unused = Consortium.founders(entry);
        } catch (AmendmentRejected unfit) {
            throw Rejections.of(unfit);
        }
        return new Answer.OpenProposal(
                Approval.Kind.AMENDMENT,
                entry.digest(),
                HistoryCodec.encodeEntry(entry),
                Optional.empty(),
                now,
                new Answer.Tally(List.of(), founders.size()));
    }

    private static DeskRecords.Ballot founding(Digest subject) {
        return new DeskRecords.Ballot(Approval.Kind.AMENDMENT, subject, Digest.ZERO);
    }

    /** How a request that waits stands. */
    JoinReply.Waiting waiting(JoinRequest request) throws ConsortiumRefused {
        if (!records.requests().containsKey(request.digest())) {
            throw new ConsortiumRefused(
                    Reason.UNKNOWN,
                    "the request of " + request.exchange() + " is not held any more: another token of "
                            + request.exchange() + " replaced it, or its time is over; ask the operator for a new one");
        }
        Optional<Answer.OpenProposal> open = records.proposals().values().stream()
                .filter(proposal -> proposal.kind() == Approval.Kind.AMENDMENT && admits(proposal, request))
                .findFirst();
        if (open.isPresent()) {
            Answer.OpenProposal proposal = open.get();
            Digest manifest = records.consortium()
                    .map(consortium -> consortium.current().digest())
                    .orElse(Digest.ZERO);
            int approvals = records.approvals(
                            new DeskRecords.Ballot(Approval.Kind.AMENDMENT, proposal.subject(), manifest))
                    .size();
            return new JoinReply.Waiting(approvals, proposal.tally().needed(), JoinReply.Stage.PROPOSED);
        }
        return records.consortium().isPresent()
                ? new JoinReply.Waiting(0, records.consortium().get().quorum(), JoinReply.Stage.HELD)
                : new JoinReply.Waiting(
                        records.requests().size(),
                        plan.map(founding -> founding.exchanges().size()).orElse(0),
                        JoinReply.Stage.GATHERING);
    }

    private static boolean admits(Answer.OpenProposal proposal, JoinRequest request) {
        Amendment amendment = HistoryCodec.decodeEntry(proposal.content()).amendment();
        if (amendment instanceof Amendment.Founding) {
            return true;
        }
        return amendment instanceof Amendment.Admission admission
                && admission.member().identity().equals(request.body().identity());
    }

    /** Forgets the requests that {@code manifest} has answered. */
    void settle(Batch batch, Manifest manifest) {
        for (Answer.HeldRequest held : records.requests().values()) {
            if (manifest.find(held.request().body().identity()).isPresent()) {
                batch.dropRequest(held.request().digest());
            }
        }
    }
}
