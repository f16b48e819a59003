// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.member;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.cordon.enrol.ConsortiumRefused;
import org.cordon.enrol.ConsortiumRefused.Reason;
import org.cordon.enrol.FoundingPlan;
import org.cordon.enrol.JoinReply;
import org.cordon.enrol.JoinRequest;
import org.cordon.governance.Answer;
import org.cordon.governance.Endorsement;
import org.cordon.governance.Proposal;
import org.cordon.governance.Question;
import org.cordon.governance.Standing;
import org.cordon.governance.Withdrawal;
import org.cordon.member.AmendmentRejected;
import org.cordon.member.Consortium;
import org.cordon.member.Manifest;
import org.cordon.member.Member;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Signed;
import org.cordon.suite.VerifyKey;
import org.cordon.wire.ConsortiumCodec;

/**
 * The desk over a store: history, open proposals, approvals, requests to join, used invitations, tasks and withdrawals.
 *
 * <p><b>Guarantees.</b> As {@link ConsortiumDesk}. The history in the store is replayed when it is opened: one that was
 * edited is refused. What the members decided is durable before the listener hears of it, and what the listener did not
 * take is handed on at the next {@link #deliver}.
 *
 * <p><b>Does not check</b> that the store is the newest one there was: members refuse a history that goes back.
 */
public final class HistoryDesk implements ConsortiumDesk {
    private final DeskRecords records;
    private final Grounds grounds;
    private final Askers askers;
    private final Admissions admissions;
    private final Proposals proposals;
    private final Decisions decisions;
    private final ProposalIntake intake;
    private final ConsortiumLog log = new ConsortiumLog();

    /**
     * What a desk stands on.
     *
     * @param plan what is to be founded; not needed once there is a history
     * @param known the history that lies beside the store, for example one that was founded elsewhere
     * @param operator the operator's key as long as there is no history
     */
    public record Grounds(
            Optional<FoundingPlan> plan,
            Optional<Consortium> known,
            VerifyKey operator,
            CertificateIssuer issuer,
            InstantSource clock,
            ConsortiumListener listener) {}

    private HistoryDesk(DeskRecords records, Grounds grounds) {
        this.records = records;
        this.grounds = grounds;
        this.askers = new Askers(records, grounds.operator(), grounds.clock());
        this.admissions = new Admissions(records, askers, grounds.plan(), grounds.clock());
        this.proposals = new Proposals(records, askers, grounds.clock());
        this.decisions = new Decisions(records, askers, admissions, proposals, grounds);
        this.intake = new ProposalIntake(grounds.clock());
    }

    /**
     * Opens the store and verifies its history; takes over entries that only {@code grounds.known()} has.
     *
     * @throws AmendmentRejected where the history does not verify, or is not the one that lies beside the store
     */
    public static HistoryDesk open(Grounds grounds, ConsortiumStore store) throws AmendmentRejected {
        DeskRecords records = DeskRecords.load(store);
        if (grounds.known().isPresent()) {
            adopt(records, grounds.known().get());
        }
        return new HistoryDesk(records, grounds);
    }

    private static void adopt(DeskRecords records, Consortium known) throws AmendmentRejected {
        if (records.consortium().filter(own -> own.continues(known)).isPresent()) {
            return;
        }
        if (records.consortium().isPresent()) {
            known.requireContinues(records.consortium().get());
        }
        int from = records.consortium().map(own -> own.entries().size()).orElse(0);
        for (int size = from + 1; size <= known.entries().size(); size++) {
            records.begin()
                    .append(Consortium.replay(known.entries().subList(0, size)))
                    .commit();
        }
    }

    /** The newest history, once the consortium is founded. */
    public synchronized Optional<Consortium> consortium() {
        return records.consortium();
    }

    /** Hands on what was decided before the last stop and not taken since; call once, when the listener is ready. */
    public synchronized void deliver() {
        decisions.deliver();
    }

    @Override
    public synchronized JoinReply join(JoinRequest request) throws ConsortiumRefused {
        request.requirePossession();
        Optional<Digest> user = records.userOf(request.invitation().key());
        if (user.isEmpty()) {
            try {
                admissions.hold(request).commit();
            } catch (ConsortiumRefused refused) {
                log.refused(request, refused);
                throw refused;
            }
            log.held(request);
        } else if (!user.get().equals(request.digest())) {
            log.tokenUsedAgain(request, user.get());
            throw new ConsortiumRefused(
                    Reason.TOKEN_USED,
                    "the token of " + request.exchange()
                            + " was used by another request; if that was not yours, somebody"
                            + " else has your token: tell the operator, and ask for a new one");
        }
        return reply(request);
    }

    private JoinReply reply(JoinRequest request) throws ConsortiumRefused {
        Optional<Member> member = records.consortium()
                .flatMap(consortium ->
                        consortium.current().manifest().find(request.body().identity()));
        if (member.isEmpty()) {
            return admissions.waiting(request);
        }
        return new JoinReply.Admitted(
                askers.id(),
                grounds.issuer().issue(member.get(), request.body().certificateRequest()),
                grounds.issuer().authority());
    }

    /** A new certificate, also for keys that it is about to rotate to, for a member that mutual TLS has authenticated, X.509 in DER. */
    public synchronized Bytes renew(int member, Bytes certificateRequest) throws ConsortiumRefused {
        Manifest manifest = askers.founded().current().manifest();
        Member entry = manifest.find(member)
                .orElseThrow(() -> new ConsortiumRefused(
                        Reason.NOT_A_MEMBER, "entry " + member + " is not in the newest manifest; fetch the history"));
        return grounds.issuer().renew(manifest, entry, certificateRequest);
    }

    @Override
    public synchronized List<Answer> ask(Signed<Question> question) throws ConsortiumRefused {
        return new Answers(records).to(askers.requireAsker(question), grounds.listener());
    }

    @Override
    public ProposalReceiver propose(Signed<Proposal> head) throws ConsortiumRefused {
        synchronized (this) {
            var unused = askers.requireProposer(head);
            proposals.requireRoom(head.body());
        }
        return intake.begin(head.body(), this::keep);
    }

    private synchronized Standing keep(Proposal head, Bytes content, Optional<Bytes> state) throws ConsortiumRefused {
        return proposals.keep(head, content, state);
    }

    @Override
    public synchronized Standing approve(Endorsement endorsement) throws ConsortiumRefused {
        return decisions.approve(endorsement);
    }

    @Override
    public synchronized Standing withdraw(Withdrawal withdrawal) throws ConsortiumRefused {
        askers.requireOperator(withdrawal);
        return decisions.withdraw(withdrawal.session(), ConsortiumCodec.encode(withdrawal));
    }
}
