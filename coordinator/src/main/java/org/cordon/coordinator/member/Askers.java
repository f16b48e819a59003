// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.member;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.cordon.enrol.ConsortiumRefused;
import org.cordon.enrol.ConsortiumRefused.Reason;
import org.cordon.governance.Proposal;
import org.cordon.governance.Question;
import org.cordon.governance.Withdrawal;
import org.cordon.member.Consortium;
import org.cordon.member.Manifest;
import org.cordon.member.Member;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Signed;
import org.cordon.suite.Verifier;
import org.cordon.suite.VerifyKey;

/**
 * Tells who signed a question, a proposal or a withdrawal, and whether they may.
 *
 * <p><b>Guarantees.</b> A question is answered once; questions and proposals are refused when they are more than
 * {@link #TOLERANCE} old or ahead. Only what verified is remembered.
 */
final class Askers {
    /** How far the clocks of people and coordinator may differ. */
    static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final int REMEMBERED = 16_384;

    private final DeskRecords records;
    private final VerifyKey planned;
    private final InstantSource clock;
    private final Map<Bytes, Instant> answered = new LinkedHashMap<>();

    /** {@code planned} is the operator's key before there is a history. */
    Askers(DeskRecords records, VerifyKey planned, InstantSource clock) {
        this.records = records;
        this.planned = planned;
        this.clock = clock;
    }

    /** The operator's key of this moment. */
    VerifyKey operator() {
        return records.consortium()
                .map(consortium -> consortium.current().manifest().coordinator().approver())
                .orElse(planned);
    }

    /** 32 zero bytes before the founding. */
    Digest id() {
        return records.consortium().map(Consortium::id).orElse(Digest.ZERO);
    }

    Question requireAsker(Signed<Question> signed) throws ConsortiumRefused {
        Question question = signed.body();
        if (!question.consortium().equals(Digest.ZERO)) { // whose asker has not seen the founding yet
            requireConsortium(question.consortium());
        }
        requireNow("question", question.at());
        if (!mayAsk(question.asker())) {
            throw new ConsortiumRefused(
                    Reason.NOT_A_MEMBER,
                    "the key " + question.asker() + " that signed the question is of no member, approver or operator of"
                            + " this consortium; use the keys that the newest history names");
        }
        if (!Verifier.verify(question.asker(), Question.TYPE, signed)) {
            throw badSignature("question", question.asker());
        }
        requireOnce(Bytes.wrap(signed.signature().toByteArray()));
        return question;
    }

    private void requireOnce(Bytes signature) throws ConsortiumRefused {
        Instant oldest = clock.instant().minus(TOLERANCE.multipliedBy(2));
        for (Iterator<Instant> times = answered.values().iterator(); times.hasNext(); ) {
            if (times.next().isAfter(oldest)) {
                break;
            }
            times.remove();
        }
        if (answered.containsKey(signature)) {
            throw new ConsortiumRefused(
                    Reason.REPLAYED, "the question was answered before; sign a new one for every time you ask");
        }
        if (answered.size() >= REMEMBERED) {
            throw new ConsortiumRefused(
                    Reason.TOO_MANY, "questions of the last minutes were too many; ask again in ten minutes");
        }
        answered.put(signature, clock.instant());
    }

    private boolean mayAsk(VerifyKey key) {
        Optional<Manifest> manifest =
                records.consortium().map(consortium -> consortium.current().manifest());
        if (key.equals(operator())) {
            return true;
        }
        return manifest.isPresent()
                ? manifest.get().findApprover(key).isPresent()
                        || manifest.get().find(key).isPresent()
                : records.requests().values().stream()
                        .map(held -> held.request().body())
                        .anyMatch(body ->
                                body.approver().equals(key) || body.identity().equals(key));
    }

    /** Refuses a head unless an approver of the newest manifest, or the operator, signed it just now. */
    Consortium requireProposer(Signed<Proposal> signed) throws ConsortiumRefused {
        Proposal head = signed.body();
        Consortium consortium = founded();
        requireConsortium(head.consortium());
        requireNow("proposal", head.at());
        Optional<Member> proposer = consortium.current().manifest().findApprover(head.proposer());
        if (proposer.isEmpty()) {
            throw new ConsortiumRefused(
                    Reason.NOT_A_MEMBER,
                    "the key " + head.proposer() + " that signed the proposal is no approver's and not the operator's;"
                            + " use the approver directory that belongs to the newest history");
        }
        if (!Verifier.verify(head.proposer(), Proposal.TYPE, signed)) {
            throw badSignature("proposal", head.proposer());
        }
        return consortium;
    }

    /** Refuses a withdrawal unless the operator signed it. */
    void requireOperator(Withdrawal withdrawal) throws ConsortiumRefused {
        Consortium unused = founded();
        requireConsortium(withdrawal.consortium());
        if (!withdrawal.isSignedBy(operator())) {
            throw badSignature("withdrawal", operator());
        }
    }

    Consortium founded() throws ConsortiumRefused {
        return records.consortium()
                .orElseThrow(
                        () -> new ConsortiumRefused(
                                Reason.NOT_FOUNDED,
                                "the consortium is not founded yet; all invited exchanges join and approve the founding first"));
    }

    private void requireConsortium(Digest named) throws ConsortiumRefused {
        if (!named.equals(id())) {
            throw new ConsortiumRefused(
                    Reason.OTHER_CONSORTIUM,
                    "this coordinator serves consortium " + id() + ", but was asked about " + named
                            + "; check the address, or fetch the history if the consortium was founded since");
        }
    }

    private void requireNow(String what, Instant at) throws ConsortiumRefused {
        Instant now = clock.instant();
        if (Duration.between(at, now).abs().compareTo(TOLERANCE) > 0) {
            throw new ConsortiumRefused(
                    Reason.CLOCK_SKEWED,
                    "the " + what + " was signed at " + at + ", but it is " + now
                            + " here; set that machine's clock (NTP), or the coordinator's if it is wrong");
        }
    }

    private static ConsortiumRefused badSignature(String what, VerifyKey key) {
        return new ConsortiumRefused(
                Reason.BAD_SIGNATURE,
                "the " + what + " does not verify under the key " + key + "; sign it with that key");
    }
}
