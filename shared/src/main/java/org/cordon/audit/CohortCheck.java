// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cordon.differencing.MemberSet;
import org.cordon.record.LogRecord;
import org.cordon.suite.Digest;
import org.cordon.suite.Signed;
import org.cordon.sum.epoch.ProtocolViolation;
import org.cordon.sum.round.RoundBody;
import org.cordon.sum.round.VerifiedCohort;
import org.cordon.wire.BlobCodec;

/** Claims 8, 15, 22, 23, 24 and 25 for a cohort. */
final class CohortCheck {
    private final Tools tools;
    private final Judgement judgement;

    CohortCheck(Tools tools) {
        this.tools = tools;
        this.judgement = tools.judgement();
    }

    void take(TaskFold task, RoundFold round, LogRecord.CohortFixed record, Seen at) {
        judgement.expect(round.cohortFixed.isEmpty(), Claim.SAME_TASK, at, "two cohorts are fixed in one attempt");
        round.cohortFixed = Optional.of(new RoundFold.Logged<>(record, at));
        judgement.expect(
                round.minimum == 0 || record.members().size() >= round.minimum,
                Claim.ENOUGH_MEMBERS,
                at,
                "the cohort has " + record.members().size() + " members, fewer than " + round.minimum);
        published(task, round, at);
        Optional<Signed<RoundBody.Open>> open = tools.blobs().get(record.openMessage(), at, BlobCodec::open);
        Optional<Signed<RoundBody.Cohort>> cohort = tools.blobs().get(record.cohort(), at, BlobCodec::cohort);
        if (open.isEmpty() || cohort.isEmpty() || round.epoch.isEmpty()) {
            judgement.lacking(Claim.COHORT_COMPLETE, "`open` or the cohort could not be read");
            return;
        }
        EpochFold epoch = round.epoch.orElseThrow();
        open(round, epoch, open.orElseThrow(), at);
        verify(round, epoch, record, open.orElseThrow(), cohort.orElseThrow(), at);
        complete(task, round, epoch, open.orElseThrow().body(), at);
    }

    /** A round may be opened while receipts of the last sum come in; a cohort waits for t of them. */
    private void published(TaskFold task, RoundFold round, Seen at) {
        Optional<Digest> expected = task.expectedModel();
        if (expected.isPresent() && round.opened.isPresent()) {
            judgement.expect(
                    round.opened.orElseThrow().record().model().equals(expected.orElseThrow()),
                    task.hasPublished() ? Claim.MODEL_CHAIN : Claim.FIRST_MODEL,
                    at,
                    "a cohort is fixed for another state than the newest published one");
        }
    }

    private void open(RoundFold round, EpochFold epoch, Signed<RoundBody.Open> open, Seen at) {
        RoundBody.Open body = open.body();
        judgement.expect(
                epoch.roll().isSigned(open), Claim.ACTORS_CERTIFIED, at, "`open` is not signed by the coordinator");
        judgement.expect(
                body.scope().equals(round.scope), Claim.SAME_TASK, at, "`open` is of another task, round or attempt");
        judgement.expect(
                body.roster().equals(epoch.rosterHash()), Claim.SAME_ROSTER, at, "`open` names another roster");
        round.opened.ifPresent(opened -> {
            judgement.expect(
                    body.model().equals(opened.record().model()), Claim.SAME_TASK, at, "`open` names another model");
            judgement.expect(
                    body.configuration().equals(opened.record().configuration()),
                    Claim.SAME_PARAMETERS,
                    at,
                    "`open` names another configuration than the record before it");
        });
        tools.checkpoints()
                .check(
                        "`open`",
                        body.checkpoint(),
                        round.opened.map(opened -> opened.at().index()).orElse(Failure.NO_LEAF),
                        at);
    }

    private void verify(
            RoundFold round,
            EpochFold epoch,
            LogRecord.CohortFixed record,
            Signed<RoundBody.Open> open,
            Signed<RoundBody.Cohort> signed,
            Seen at) {
        try {
            VerifiedCohort cohort =
                    VerifiedCohort.verify(epoch.roll(), open, epoch.roster(), 1, signed, Optional.empty());
            judgement.expect(
                    cohort.open().equals(record.open()) && cohort.context().equals(record.context()),
                    Claim.SAME_TASK,
                    at,
                    "the record names another `open` or context than the cohort has");
            judgement.expect(
                    MemberSet.of(cohort.members()).equals(record.members()),
                    Claim.SAME_ROSTER,
                    at,
                    "the record names other members than the cohort has");
            judgement.saw(Claim.COUNTED_ONCE);
            round.cohort = Optional.of(cohort);
        } catch (ProtocolViolation violation) {
            judgement.fail(Violations.claim(violation), at, String.valueOf(violation.getMessage()));
        }
    }

    /** Who is in the roster is in the cohort, has declined, was left out for a complaint, or was not ready at the deadline. */
    private void complete(TaskFold task, RoundFold round, EpochFold epoch, RoundBody.Open open, Seen at) {
        LogRecord.CohortFixed record = round.cohortFixed.orElseThrow().record();
        MemberSet roster = MemberSet.of(epoch.roster());
        MemberSet leftOut =
                round.opened.map(opened -> opened.record().leftOut()).orElse(MemberSet.EMPTY);
        judgement.expect(
                roster.containsAll(record.members()) && roster.containsAll(record.declined()),
                Claim.SAME_ROSTER,
                at,
                "the cohort, or who declined, is not within the roster");
        if (task.isAbortedForMismatchIn(round.scope)) {
            judgement.attested(
                    Claim.COHORT_COMPLETE,
                    "the coordinator",
                    "that premasks of pairs differed, for which members were left out, is what the coordinator says");
        }
        judgement.expect(
                task.isAbortedForMismatchIn(round.scope)
                        || task.complainedIn(round.scope).containsAll(leftOut),
                Claim.COHORT_COMPLETE,
                at,
                "members " + leftOut.minus(task.complainedIn(round.scope))
                        + " are left out, but no complaint of this round is about them");
        judgement.expect(
                record.members().intersection(leftOut.union(record.declined())).isEmpty(),
                Claim.COHORT_COMPLETE,
                at,
                "a member is in the cohort that declined, or was left out");
        MemberSet late = roster.minus(record.members()).minus(record.declined()).minus(leftOut);
        Instant deadline = Instant.ofEpochMilli(open.deadlines().readyMillis());
        judgement.expect(
                late.isEmpty() || !at.at().isBefore(deadline),
                Claim.COHORT_COMPLETE,
                at,
                "members " + late + " are in no set, although the step had not ended");
        if (!late.isEmpty() || !record.declined().isEmpty()) {
            judgement.attested(
                    Claim.COHORT_COMPLETE,
                    "the coordinator",
                    "that members were not ready in time, or declined, is what the coordinator says");
        }
    }

    /** Members whom a complaint of the round is about, or by. */
    static List<Integer> pair(RoundBody.Complaint complaint) {
        return List.of(complaint.scope().sender(), complaint.accused());
    }
}
