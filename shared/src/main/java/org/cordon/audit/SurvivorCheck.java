// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cordon.differencing.MemberSet;
import org.cordon.record.LogRecord;
import org.cordon.suite.Digest;
import org.cordon.suite.Signed;
import org.cordon.sum.epoch.ProtocolViolation;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.RoundBody;
import org.cordon.sum.round.VerifiedCertificate;
import org.cordon.sum.round.VerifiedSurvivors;
import org.cordon.task.ApprovedCharter;
import org.cordon.wire.BlobCodec;

/** Claims 8, 13, 23, 25, 26, 29, 33 and 35 for uploads and survivor sets. */
final class SurvivorCheck {
    private final Tools tools;
    private final Judgement judgement;

    SurvivorCheck(Tools tools) {
        this.tools = tools;
        this.judgement = tools.judgement();
    }

    void take(RoundFold round, RoundBody.Upload upload, Seen at) {
        int member = upload.scope().sender();
        judgement.expect(
                round.proposed.isEmpty(),
                Claim.NOTHING_AFTER_DROP,
                at,
                "the vector of member " + member + " is accepted after the survivors were proposed");
        round.cohortMembers()
                .ifPresent(cohort -> judgement.expect(
                        cohort.contains(member), Claim.SAME_ROSTER, at, "member " + member + " is not in the cohort"));
        context(round, upload.context(), at);
        judgement.expect(
                round.uploads.put(member, upload.root()) == null,
                Claim.COUNTED_ONCE,
                at,
                "member " + member + " has two upload receipts in one attempt");
    }

    private void context(RoundFold round, Digest context, Seen at) {
        round.cohortFixed.ifPresent(fixed -> judgement.expect(
                context.equals(fixed.record().context()), Claim.SAME_TASK, at, "a record names another context"));
    }

    void take(TaskFold task, RoundFold round, LogRecord.SurvivorsProposed record, Seen at) {
        judgement.expect(
                task.proposedIn(round.scope).isEmpty(),
                Claim.ABORTED_RELEASED_NOTHING,
                at,
                "survivors are proposed twice in one round");
        judgement.expect(
                round.aborted.isEmpty(),
                Claim.ABORTED_RELEASED_NOTHING,
                at,
                "survivors are proposed in an attempt that was aborted");
        round.proposed = Optional.of(new RoundFold.Logged<>(record, at));
        MemberSet members = record.members();
        judgement.expect(
                round.minimum == 0 || members.size() >= round.minimum,
                Claim.ENOUGH_MEMBERS,
                at,
                members.size() + " survivors are fewer than " + round.minimum);
        judgement.expect(
                round.cohortMembers()
                        .filter(cohort -> cohort.containsAll(members))
                        .isPresent(),
                Claim.SAME_ROSTER,
                at,
                "the survivors are not within a cohort that is on record");
        context(round, record.context(), at);
        MemberSet uploaded = MemberSet.of(round.uploads.keySet());
        judgement.expect(
                uploaded.containsAll(members),
                Claim.NOTHING_AFTER_DROP,
                at,
                "members " + members.minus(uploaded)
                        + " are proposed as survivors, but no upload of theirs is on record");
        tools.groups().add(round.group.orElse(record.group()), members, at);
        round.group.ifPresent(group -> judgement.expect(
                group.equals(record.group()),
                Claim.NO_DIFFERENCING,
                at,
                "the function group of the proposal is not the one that charter and state give"));
        cap(task, round, at);
    }

    private void cap(TaskFold task, RoundFold round, Seen at) {
        if (round.stage.isEmpty() || task.charter().isEmpty()) {
            tools.blobs().lack(task.session(), Claim.PARTICIPATION_CAPS);
            return;
        }
        int stage = round.stage.orElseThrow();
        int count = task.countOpened(stage);
        task.charter().map(ApprovedCharter::charter).ifPresent(charter -> {
            int most = stage < charter.stages().size()
                    ? charter.stages().get(stage).maxRounds()
                    : 0;
            judgement.expect(
                    count <= most,
                    Claim.PARTICIPATION_CAPS,
                    at,
                    "stage " + (stage + 1) + " has its round " + count + ", but the charter allows " + most);
        });
    }

    void take(RoundFold round, LogRecord.SurvivorsFixed record, Seen at) {
        judgement.expect(
                round.proposed
                        .filter(proposed -> proposed.record().members().equals(record.members()))
                        .isPresent(),
                Claim.SURVIVORS_CERTIFIED,
                at,
                "the certified survivors are not those that were proposed");
        context(round, record.context(), at);
        round.fixed = Optional.of(new RoundFold.Logged<>(record, at));
        Optional<Signed<RoundBody.Survivors>> survivors =
                tools.blobs().get(record.survivors(), at, BlobCodec::survivors);
        Optional<CoordinatorMessage.Certificate> certificate =
                tools.blobs().get(record.certificate(), at, BlobCodec::certificate);
        if (survivors.isEmpty() || certificate.isEmpty() || round.cohort.isEmpty() || round.epoch.isEmpty()) {
            judgement.lacking(Claim.SURVIVORS_CERTIFIED, "a cohort, a proposal or a certificate could not be read");
            return;
        }
        verify(round, record, survivors.orElseThrow(), certificate.orElseThrow(), at);
    }

    private void verify(
            RoundFold round,
            LogRecord.SurvivorsFixed record,
            Signed<RoundBody.Survivors> signed,
            CoordinatorMessage.Certificate certificate,
            Seen at) {
        EpochFold epoch = round.epoch.orElseThrow();
        try {
            VerifiedSurvivors survivors =
                    VerifiedSurvivors.verify(epoch.roll(), round.cohort.orElseThrow(), 1, signed, Optional.empty());
            judgement.expect(
                    MemberSet.of(survivors.members()).equals(record.members()),
                    Claim.SURVIVORS_CERTIFIED,
                    at,
                    "the record names other survivors than the signed proposal");
            roots(round, survivors, at);
            tools.checkpoints()
                    .check(
                            "the proposal",
                            signed.body().checkpoint(),
                            round.proposed
                                    .map(proposed -> proposed.at().index())
                                    .orElse(Failure.NO_LEAF),
                            at);
            round.survivors = Optional.of(survivors);
            round.certificate = Optional.of(VerifiedCertificate.verify(
                    epoch.roll(), round.cohort.orElseThrow().where(), survivors, certificate.endorsements()));
        } catch (ProtocolViolation violation) {
            judgement.fail(Violations.claim(violation), at, String.valueOf(violation.getMessage()));
        }
    }

    private void roots(RoundFold round, VerifiedSurvivors survivors, Seen at) {
        List<Integer> other = survivors.roots().entrySet().stream()
                .filter(root -> !root.getValue().equals(round.uploads.getOrDefault(root.getKey(), root.getValue())))
                .map(Map.Entry::getKey)
                .toList();
        judgement.expect(
                other.isEmpty(),
                Claim.NOTHING_AFTER_DROP,
                at,
                "members " + other + " have another vector in the certificate than in their upload receipts");
    }
}
