// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.log;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.cordon.differencing.DifferencingGuard;
import org.cordon.differencing.MemberSet;
import org.cordon.log.Checkpoint;
import org.cordon.log.Hash;
import org.cordon.log.SignedCheckpoint;
import org.cordon.record.LogRecord;
import org.cordon.record.LogView;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;
import org.cordon.suite.Signed;
import org.cordon.sum.epoch.EpochBody;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.MemberMessage;
import org.cordon.sum.round.OpenedSecrets;
import org.cordon.sum.round.RoundBody;
import org.cordon.sum.round.Step;
import org.cordon.task.OfferedCharter;
import org.cordon.wire.BlobCodec;
import org.cordon.wire.CharterCodec;

/**
 * What one task says in the protocol log, step by step in the order of a round.
 *
 * <p><b>Guarantees.</b> A record is durable when its method returns, and said once over all starts of the coordinator. What
 * members say is appended with the coordinator's next record, which is before anything leans on it.
 *
 * <p><b>Does not check</b> that steps come in order: the round driver does.
 */
public final class TaskRecords {
    private final ProtocolLog log;
    private final Digest session;
    private final boolean isGuarded;
    private final DifferencingGuard guard = new DifferencingGuard();
    private Optional<LogRecord.EvaluationReleased> evaluation = Optional.empty();

    /** @param isGuarded whether its sums are guarded against differencing: unless they are differentially private */
    public TaskRecords(ProtocolLog log, Digest session, boolean isGuarded) {
        this.log = log;
        this.session = session;
        this.isGuarded = isGuarded;
    }

    /** A quorum of the members has approved the task. */
    public void approved(OfferedCharter offered, Bytes initialState) {
        if (approval().isEmpty()) {
            append(new LogRecord.TaskApproved(
                    session, log.blob(CharterCodec.encodeOffered(offered)), log.blob(initialState)));
        }
    }

    private Optional<Long> approval() {
        return log.view(view -> view.approved(session));
    }

    /** Whether a quorum of witnesses stands behind a checkpoint that contains the approval: members enter no round before. */
    public boolean isApprovalWitnessed() {
        return approval().filter(index -> index < log.cosignedSize()).isPresent();
    }

    /** Whether the log holds the epoch. */
    public boolean holdsEpoch(int epoch) {
        return log.view(view -> view.epoch(session, epoch)).isPresent();
    }

    /** The roster is out: its witness keys count. */
    public void roster(Signed<EpochBody.Roster> roster) {
        log.learn(roster.body());
    }

    /** Whether another member has bound the advert's witness key to itself before. */
    public boolean isAnothersKey(EpochBody.Advert advert) {
        return log.isAnothers(advert.witnessKey(), advert.scope().sender());
    }

    /** An epoch stands. */
    public void epoch(Signed<EpochBody.Roster> roster, Digest manifest, Digest rosterHash) {
        append(new LogRecord.EpochOpened(
                session, roster.body().scope().epoch(), manifest, rosterHash, log.blob(BlobCodec.roster(roster))));
    }

    /** An epoch did not come to stand. */
    public void epochDropped() {
        log.later(new LogRecord.Incident(LogRecord.Incident.Event.EPOCH_DROPPED, session));
    }

    /** An attempt is about to be opened; the text of a checkpoint that contains this. An earlier one without an end has one now. */
    public Bytes opened(LogRecord.RoundOpened record) {
        List<LogRecord> records = new ArrayList<>();
        unfinished(record.scope()).ifPresent(records::add);
        records.add(record);
        return text(log.append(records));
    }

    /** The newest attempt, if it was left where it was: a coordinator that was put back goes on in another epoch. */
    private Optional<LogRecord> unfinished(Scope next) {
        Optional<Scope> newest = log.view(view -> view.newestOpened(session, view.size()))
                .map(opened -> opened.record().scope())
                .filter(scope -> !scope.equals(next));
        return newest.filter(scope ->
                        log.find(LogRecord.AggregateReleased.class, scope).isEmpty()
                                && abortOf(scope).isEmpty())
                .map(scope -> new LogRecord.RoundAborted(
                        scope, Step.OPEN, CoordinatorMessage.Aborted.Reason.RESTART, end(scope)));
    }

    /** Whether the log holds the attempt: else its `open` names a checkpoint of a log that is lost. */
    public boolean holdsRound(Scope scope) {
        return log.find(LogRecord.RoundOpened.class, scope).isPresent();
    }

    /** How the attempt ended by the log. */
    public Optional<LogRecord.RoundAborted> abortOf(Scope scope) {
        return log.find(LogRecord.RoundAborted.class, scope);
    }

    /** The function group of the attempt, which the log holds. */
    private Digest group(Scope scope) {
        return log.find(LogRecord.RoundOpened.class, scope).orElseThrow().group();
    }

    /** The blob that the cohort's record will name: written while members work. */
    public void ahead(Signed<RoundBody.Open> open) {
        Hash unused = log.blob(BlobCodec.open(open));
    }

    /** U1 is fixed. */
    public void cohort(
            Signed<RoundBody.Open> open, Signed<RoundBody.Cohort> cohort, Digest context, MemberSet declined) {
        Scope scope = cohort.body().scope();
        if (log.find(LogRecord.CohortFixed.class, scope).isPresent()) {
            return;
        }
        MemberSet members = MemberSet.of(cohort.body().headers().stream()
                .map(header -> header.body().scope().sender())
                .toList());
        append(new LogRecord.CohortFixed(
                scope,
                cohort.body().open(),
                context,
                log.blob(BlobCodec.open(open)),
                log.blob(BlobCodec.cohort(cohort)),
                members,
                declined));
    }

    /** The cohort that the log says was fixed for the attempt; there is no other. */
    public Optional<Signed<RoundBody.Cohort>> fixedCohort(Scope scope) {
        return log.find(LogRecord.CohortFixed.class, scope)
                .flatMap(fixed -> log.storage().blob(fixed.cohort()))
                .map(blob -> BlobCodec.cohort(Bytes.wrap(blob)));
    }

    /** A member's vector is complete. */
    public void uploaded(Signed<RoundBody.Upload> statement) {
        log.later(new LogRecord.UploadReceipt(statement));
    }

    /** Who may be in the sum of the attempt: all of {@code available}, or an earlier set within them; empty if none fits. */
    public Optional<MemberSet> fit(Scope scope, MemberSet available, int minSurvivors) {
        if (!isGuarded) {
            return Optional.of(available).filter(set -> set.size() >= minSurvivors);
        }
        Digest group = group(scope);
        return guard.fit(log.view(view -> view.rows(group, view.size())), available, minSurvivors);
    }

    /**
     * U2 is about to be proposed: what the log holds as proposed for the round, else what fits of {@code available}, which is in the log
     * when this returns; empty if nothing fits.
     */
    public Optional<MemberSet> propose(Scope scope, Digest context, MemberSet available, int minSurvivors) {
        return log.decide(() -> proposed(scope)
                        .or(() -> fit(scope, available, minSurvivors)
                                .map(members ->
                                        new LogRecord.SurvivorsProposed(scope, context, members, group(scope)))))
                .map(LogRecord.SurvivorsProposed::members);
    }

    /** The text of a checkpoint that contains everything said so far. */
    public Bytes checkpoint() {
        return log.checkpoint();
    }

    /** What was proposed for the round, in whichever attempt: nothing else ever is. */
    public Optional<LogRecord.SurvivorsProposed> proposed(Scope scope) {
        return log.view(view -> view.proposed(session, scope.epoch(), scope.round()))
                .map(LogView.Proposed::record);
    }

    /** U2 is certified. */
    public void certified(Signed<RoundBody.Survivors> proposal, CoordinatorMessage.Certificate certificate) {
        Scope scope = proposal.body().scope();
        if (log.find(LogRecord.SurvivorsFixed.class, scope).isPresent()) {
            return;
        }
        MemberSet members = MemberSet.of(proposal.body().statements().stream()
                .map(statement -> statement.body().scope().sender())
                .toList());
        append(new LogRecord.SurvivorsFixed(
                scope,
                proposal.body().context(),
                log.blob(BlobCodec.survivors(proposal)),
                log.blob(BlobCodec.certificate(certificate)),
                members));
    }

    /** What the sum will cost, before it is open. */
    public void charged(LogRecord.BudgetCharged charge) {
        if (log.find(LogRecord.BudgetCharged.class, charge.scope()).isEmpty()) {
            append(charge);
        }
    }

    /** A member has revealed. */
    public void revealed(MemberMessage.Reveal reveal) {
        log.later(new LogRecord.RevealReceipt(reveal.receipt()));
    }

    /** Where the masked inputs of survivors are kept; empty if they are not. */
    public Optional<InputArchive> archive() {
        return log.archivesInputs() ? Optional.of(new InputArchive(log)) : Optional.empty();
    }

    /** Forgets the masked inputs of an attempt, if it gave no sum: no record names them then. */
    public void forget(Scope scope, Hash inputs) {
        if (log.find(LogRecord.AggregateReleased.class, scope).isPresent()) {
            return;
        }
        List<Hash> names = new ArrayList<>();
        log.storage()
                .blob(inputs)
                .ifPresent(list ->
                        BlobCodec.inputs(Bytes.wrap(list)).inputs().forEach(input -> names.add(input.content())));
        names.add(inputs);
        int unused = log.forget(names);
    }

    /**
     * The sum is open; the text of a checkpoint that contains this.
     *
     * @param sum H(sum)
     * @param content the sum's packed words
     */
    public Bytes released(
            Scope scope, Digest context, Digest sum, Bytes content, OpenedSecrets opened, Optional<Hash> inputs) {
        if (log.find(LogRecord.AggregateReleased.class, scope).isPresent()) {
            return log.checkpoint();
        }
        return text(append(new LogRecord.AggregateReleased(
                scope, context, sum, log.blob(content), log.blob(BlobCodec.secrets(opened)), inputs)));
    }

    /** The state after the sum ends an evaluation: it is released once it is published. */
    public synchronized void evaluates(Optional<LogRecord.EvaluationReleased> ends) {
        evaluation = ends;
    }

    /** A member has checked a sum. */
    public void received(Signed<RoundBody.Receipt> receipt) {
        log.later(new LogRecord.ResultReceipt(receipt));
    }

    /** t receipts, said before, name the state. */
    public synchronized void published(CoordinatorMessage.Published publication) {
        Collection<Integer> receipts = publication.receipts().stream()
                .map(receipt -> receipt.body().scope().sender())
                .toList();
        List<LogRecord> records = new ArrayList<>();
        publication.receipts().forEach(receipt -> records.add(new LogRecord.ResultReceipt(receipt)));
        records.add(new LogRecord.ModelPublished(
                publication.scope(), publication.receipts().get(0).body().model(), MemberSet.of(receipts)));
        evaluation
                .filter(released -> released.scope().equals(publication.scope()))
                .ifPresent(records::add);
        SignedCheckpoint unused = log.append(records);
        log.publish();
    }

    /** A member complains of another. */
    public void complained(Signed<RoundBody.Complaint> complaint) {
        log.later(new LogRecord.ComplaintMade(complaint));
    }

    /** The attempt ended without a sum, and with it the round if survivors were proposed. */
    public void aborted(Scope scope, Step step, CoordinatorMessage.Aborted.Reason reason) {
        if (holdsRound(scope)) {
            append(new LogRecord.RoundAborted(scope, step, reason, end(scope)));
        }
    }

    private LogRecord.RoundAborted.End end(Scope scope) {
        return proposed(scope).isPresent() ? LogRecord.RoundAborted.End.DEAD : LogRecord.RoundAborted.End.ATTEMPT;
    }

    /** The task is over. */
    public void withdrawn(LogRecord.TaskWithdrawn.Reason reason) {
        if (approval().isPresent()) {
            append(new LogRecord.TaskWithdrawn(session, reason));
            log.publish();
        }
    }

    private SignedCheckpoint append(LogRecord record) {
        return log.append(List.of(record));
    }

    private static Bytes text(SignedCheckpoint signed) {
        Checkpoint checkpoint = signed.checkpoint();
        return Bytes.wrap(checkpoint.toBytes());
    }
}
