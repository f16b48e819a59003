// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import static org.cordon.wire.Values.bytes;
import static org.cordon.wire.Values.digest;
import static org.cordon.wire.Values.scope;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.cordon.differencing.MemberSet;
import org.cordon.privacy.Release;
import org.cordon.proto.v1.AggregateReleasedRecord;
import org.cordon.proto.v1.AmendmentRecord;
import org.cordon.proto.v1.ArchivedInputs;
import org.cordon.proto.v1.BudgetChargedRecord;
import org.cordon.proto.v1.CohortFixedRecord;
import org.cordon.proto.v1.EpochOpenedRecord;
import org.cordon.proto.v1.EvaluationReleasedRecord;
import org.cordon.proto.v1.GenesisRecord;
import org.cordon.proto.v1.IncidentKind;
import org.cordon.proto.v1.IncidentRecord;
import org.cordon.proto.v1.LogSealedRecord;
import org.cordon.proto.v1.MemberRecord;
import org.cordon.proto.v1.ModelPublishedRecord;
import org.cordon.proto.v1.OverrideKind;
import org.cordon.proto.v1.OverrideRecord;
import org.cordon.proto.v1.RoundAbortedRecord;
import org.cordon.proto.v1.RoundEnd;
import org.cordon.proto.v1.RoundOpenedRecord;
import org.cordon.proto.v1.SealReason;
import org.cordon.proto.v1.Statement;
import org.cordon.proto.v1.SurvivorsFixedRecord;
import org.cordon.proto.v1.SurvivorsProposedRecord;
import org.cordon.proto.v1.TaskApprovedRecord;
import org.cordon.proto.v1.TaskWithdrawnRecord;
import org.cordon.proto.v1.WithdrawalReason;
import org.cordon.record.LogRecord;
import org.cordon.suite.Bytes;

/** The forms of the coordinator's own records in the protocol log. */
final class RecordForms {
    private static final Codes<LogRecord.TaskWithdrawn.Reason, WithdrawalReason> WITHDRAWAL =
            new Codes<>(LogRecord.TaskWithdrawn.Reason.class, WithdrawalReason.class, "WITHDRAWAL_REASON_");
    private static final Codes<LogRecord.RoundAborted.End, RoundEnd> END =
            new Codes<>(LogRecord.RoundAborted.End.class, RoundEnd.class, "ROUND_END_");
    private static final Codes<LogRecord.Overridden.Rule, OverrideKind> OVERRIDE =
            new Codes<>(LogRecord.Overridden.Rule.class, OverrideKind.class, "OVERRIDE_KIND_");
    private static final Codes<LogRecord.Incident.Event, IncidentKind> INCIDENT =
            new Codes<>(LogRecord.Incident.Event.class, IncidentKind.class, "INCIDENT_KIND_");
    private static final Codes<LogRecord.LogSealed.Cause, SealReason> SEAL =
            new Codes<>(LogRecord.LogSealed.Cause.class, SealReason.class, "SEAL_REASON_");

    private RecordForms() {}

    private static ByteString members(MemberSet set) {
        return bytes(set.encode());
    }

    private static MemberSet members(ByteString bytes) {
        return MemberSet.decode(bytes(bytes));
    }

    /** Sets the body of a coordinator's record. */
    static void set(Statement.Builder statement, LogRecord record) {
        if (record instanceof LogRecord.Genesis genesis) {
            statement.setGenesis(GenesisRecord.newBuilder()
                    .setConsortium(digest(genesis.consortium()))
                    .setEntry(LogForms.hash(genesis.entry())));
        } else if (record instanceof LogRecord.Amended amended) {
            set(statement, amended);
        } else if (record instanceof LogRecord.TaskApproved task) {
            statement.setTaskApproved(TaskApprovedRecord.newBuilder()
                    .setSession(digest(task.session()))
                    .setCharter(LogForms.hash(task.charter()))
                    .setInitialState(LogForms.hash(task.initialState())));
        } else if (record instanceof LogRecord.TaskWithdrawn task) {
            statement.setTaskWithdrawn(TaskWithdrawnRecord.newBuilder()
                    .setSession(digest(task.session()))
                    .setReason(WITHDRAWAL.toCode(task.reason())));
        } else if (record instanceof LogRecord.EpochOpened epoch) {
            statement.setEpochOpened(EpochOpenedRecord.newBuilder()
                    .setSession(digest(epoch.session()))
                    .setEpoch(epoch.epoch())
                    .setManifest(digest(epoch.manifest()))
                    .setRosterHash(digest(epoch.rosterHash()))
                    .setRoster(LogForms.hash(epoch.roster())));
        } else if (record instanceof LogRecord.Overridden override) {
            statement.setOverride(OverrideRecord.newBuilder()
                    .setKind(OVERRIDE.toCode(override.rule()))
                    .setSubject(digest(override.subject())));
        } else if (record instanceof LogRecord.Incident incident) {
            statement.setIncident(IncidentRecord.newBuilder()
                    .setKind(INCIDENT.toCode(incident.event()))
                    .setSubject(digest(incident.subject())));
        } else if (record instanceof LogRecord.LogSealed sealed) {
            statement.setLogSealed(LogSealedRecord.newBuilder().setReason(SEAL.toCode(sealed.cause())));
        } else {
            setRound(statement, record);
        }
    }

    private static void set(Statement.Builder statement, LogRecord.Amended amended) {
        AmendmentRecord message = AmendmentRecord.newBuilder()
                .setPosition(amended.position())
                .setEntry(LogForms.hash(amended.entry()))
                .setManifest(digest(amended.manifest()))
                .build();
        switch (amended.change()) {
            case MEMBER_ADMITTED -> statement.setMemberAdmitted(message);
            case MEMBER_REVOKED -> statement.setMemberRevoked(message);
            case KEY_ROTATED -> statement.setKeyRotated(message);
            case APPROVER_REPLACED -> statement.setApproverReplaced(message);
            case RULES_CHANGED -> statement.setRulesChanged(message);
        }
    }

    private static void setRound(Statement.Builder statement, LogRecord record) {
        if (record instanceof LogRecord.RoundOpened round) {
            statement.setRoundOpened(RoundOpenedRecord.newBuilder()
                    .setScope(scope(round.scope()))
                    .setModel(digest(round.model()))
                    .setConfiguration(digest(round.configuration()))
                    .setGroup(digest(round.group()))
                    .setLeftOut(members(round.leftOut())));
        } else if (record instanceof LogRecord.CohortFixed cohort) {
            statement.setCohortFixed(CohortFixedRecord.newBuilder()
                    .setScope(scope(cohort.scope()))
                    .setOpen(digest(cohort.open()))
                    .setContext(digest(cohort.context()))
                    .setOpenMessage(LogForms.hash(cohort.openMessage()))
                    .setCohort(LogForms.hash(cohort.cohort()))
                    .setMembers(members(cohort.members()))
                    .setDeclined(members(cohort.declined())));
        } else if (record instanceof LogRecord.SurvivorsProposed proposed) {
            statement.setSurvivorsProposed(SurvivorsProposedRecord.newBuilder()
                    .setScope(scope(proposed.scope()))
                    .setContext(digest(proposed.context()))
                    .setMembers(members(proposed.members()))
                    .setGroup(digest(proposed.group())));
        } else if (record instanceof LogRecord.SurvivorsFixed fixed) {
            statement.setSurvivorsFixed(SurvivorsFixedRecord.newBuilder()
                    .setScope(scope(fixed.scope()))
                    .setContext(digest(fixed.context()))
                    .setSurvivors(LogForms.hash(fixed.survivors()))
                    .setCertificate(LogForms.hash(fixed.certificate()))
                    .setMembers(members(fixed.members())));
        } else {
            setEnd(statement, record);
        }
    }

    private static void setEnd(Statement.Builder statement, LogRecord record) {
        if (record instanceof LogRecord.BudgetCharged charged) {
            statement.setBudgetCharged(BudgetChargedRecord.newBuilder()
                    .setScope(scope(charged.scope()))
                    .setContext(digest(charged.context()))
                    .setSensitivitySquared(charged.release().sensitivitySquared())
                    .setMultiplierMicro(charged.release().multiplierMicro())
                    .setSamplingThreshold(ByteString.copyFrom(ByteBuffer.allocate(Long.BYTES)
                            .putLong(charged.release().samplingThreshold())
                            .flip()))
                    .setShareVariance(charged.shareVariance())
                    .setCorrupt(charged.corrupt())
                    .setEffectiveMultiplierMicro(charged.effectiveMultiplierMicro()));
        } else if (record instanceof LogRecord.AggregateReleased released) {
            AggregateReleasedRecord.Builder message = AggregateReleasedRecord.newBuilder()
                    .setScope(scope(released.scope()))
                    .setContext(digest(released.context()))
                    .setSum(digest(released.sum()))
                    .setContent(LogForms.hash(released.content()))
                    .setOpened(LogForms.hash(released.opened()));
            released.inputs()
                    .ifPresent(list ->
                            message.setInputs(ArchivedInputs.newBuilder().setList(LogForms.hash(list))));
            statement.setAggregateReleased(message);
        } else if (record instanceof LogRecord.ModelPublished published) {
            statement.setModelPublished(ModelPublishedRecord.newBuilder()
                    .setScope(scope(published.scope()))
                    .setModel(digest(published.model()))
                    .setReceipts(members(published.receipts())));
        } else if (record instanceof LogRecord.EvaluationReleased evaluation) {
            statement.setEvaluationReleased(EvaluationReleasedRecord.newBuilder()
                    .setScope(scope(evaluation.scope()))
                    .setGroup(digest(evaluation.group()))
                    .setModel(digest(evaluation.model())));
        } else if (record instanceof LogRecord.RoundAborted aborted) {
            statement.setRoundAborted(RoundAbortedRecord.newBuilder()
                    .setScope(scope(aborted.scope()))
                    .setStep(Codes.STEP.toCode(aborted.step()))
                    .setReason(Codes.ABORT.toCode(aborted.reason()))
                    .setEnd(END.toCode(aborted.end())));
        } else {
            throw new IllegalArgumentException("record must be the coordinator's own, but was " + record.getClass());
        }
    }

    /** The coordinator's record in a statement that holds no member's. */
    static LogRecord record(Statement statement) {
        return switch (statement.getBodyCase()) {
            case GENESIS ->
                new LogRecord.Genesis(
                        digest(statement.getGenesis().getConsortium()),
                        LogForms.hash(statement.getGenesis().getEntry()));
            case MEMBER_ADMITTED -> amended(LogRecord.Amended.Change.MEMBER_ADMITTED, statement.getMemberAdmitted());
            case MEMBER_REVOKED -> amended(LogRecord.Amended.Change.MEMBER_REVOKED, statement.getMemberRevoked());
            case KEY_ROTATED -> amended(LogRecord.Amended.Change.KEY_ROTATED, statement.getKeyRotated());
            case APPROVER_REPLACED ->
                amended(LogRecord.Amended.Change.APPROVER_REPLACED, statement.getApproverReplaced());
            case RULES_CHANGED -> amended(LogRecord.Amended.Change.RULES_CHANGED, statement.getRulesChanged());
            case TASK_APPROVED ->
                new LogRecord.TaskApproved(
                        digest(statement.getTaskApproved().getSession()),
                        LogForms.hash(statement.getTaskApproved().getCharter()),
                        LogForms.hash(statement.getTaskApproved().getInitialState()));
            case TASK_WITHDRAWN ->
                new LogRecord.TaskWithdrawn(
                        digest(statement.getTaskWithdrawn().getSession()),
                        WITHDRAWAL.toValue(statement.getTaskWithdrawn().getReason()));
            case EPOCH_OPENED -> epochOpened(statement.getEpochOpened());
            case OVERRIDE ->
                new LogRecord.Overridden(
                        OVERRIDE.toValue(statement.getOverride().getKind()),
                        digest(statement.getOverride().getSubject()));
            case INCIDENT ->
                new LogRecord.Incident(
                        INCIDENT.toValue(statement.getIncident().getKind()),
                        digest(statement.getIncident().getSubject()));
            case LOG_SEALED ->
                new LogRecord.LogSealed(SEAL.toValue(statement.getLogSealed().getReason()));
            default -> roundRecord(statement);
        };
    }

    private static LogRecord roundRecord(Statement statement) {
        return switch (statement.getBodyCase()) {
            case ROUND_OPENED -> roundOpened(statement.getRoundOpened());
            case COHORT_FIXED -> cohortFixed(statement.getCohortFixed());
            case SURVIVORS_PROPOSED -> survivorsProposed(statement.getSurvivorsProposed());
            case SURVIVORS_FIXED -> survivorsFixed(statement.getSurvivorsFixed());
            case BUDGET_CHARGED -> budgetCharged(statement.getBudgetCharged());
            case AGGREGATE_RELEASED -> aggregateReleased(statement.getAggregateReleased());
            case MODEL_PUBLISHED ->
                new LogRecord.ModelPublished(
                        scope(statement.getModelPublished().getScope()),
                        digest(statement.getModelPublished().getModel()),
                        members(statement.getModelPublished().getReceipts()));
            case EVALUATION_RELEASED ->
                new LogRecord.EvaluationReleased(
                        scope(statement.getEvaluationReleased().getScope()),
                        digest(statement.getEvaluationReleased().getGroup()),
                        digest(statement.getEvaluationReleased().getModel()));
            case ROUND_ABORTED ->
                new LogRecord.RoundAborted(
                        scope(statement.getRoundAborted().getScope()),
                        Codes.STEP.toValue(statement.getRoundAborted().getStep()),
                        Codes.ABORT.toValue(statement.getRoundAborted().getReason()),
                        END.toValue(statement.getRoundAborted().getEnd()));
            default -> throw new IllegalArgumentException("body must be a record, but was " + statement.getBodyCase());
        };
    }

    private static LogRecord amended(LogRecord.Amended.Change change, AmendmentRecord message) {
        return new LogRecord.Amended(
                change, message.getPosition(), LogForms.hash(message.getEntry()), digest(message.getManifest()));
    }

    private static LogRecord epochOpened(EpochOpenedRecord message) {
        return new LogRecord.EpochOpened(
                digest(message.getSession()),
                message.getEpoch(),
                digest(message.getManifest()),
                digest(message.getRosterHash()),
                LogForms.hash(message.getRoster()));
    }

    private static LogRecord roundOpened(RoundOpenedRecord message) {
        return new LogRecord.RoundOpened(
                scope(message.getScope()),
                digest(message.getModel()),
                digest(message.getConfiguration()),
                digest(message.getGroup()),
                members(message.getLeftOut()));
    }

    private static LogRecord cohortFixed(CohortFixedRecord message) {
        return new LogRecord.CohortFixed(
                scope(message.getScope()),
                digest(message.getOpen()),
                digest(message.getContext()),
                LogForms.hash(message.getOpenMessage()),
                LogForms.hash(message.getCohort()),
                members(message.getMembers()),
                members(message.getDeclined()));
    }

    private static LogRecord survivorsProposed(SurvivorsProposedRecord message) {
        return new LogRecord.SurvivorsProposed(
                scope(message.getScope()),
                digest(message.getContext()),
                members(message.getMembers()),
                digest(message.getGroup()));
    }

    private static LogRecord survivorsFixed(SurvivorsFixedRecord message) {
        return new LogRecord.SurvivorsFixed(
                scope(message.getScope()),
                digest(message.getContext()),
                LogForms.hash(message.getSurvivors()),
                LogForms.hash(message.getCertificate()),
                members(message.getMembers()));
    }

    private static LogRecord budgetCharged(BudgetChargedRecord message) {
        return new LogRecord.BudgetCharged(
                scope(message.getScope()),
                digest(message.getContext()),
                new Release(
                        message.getSensitivitySquared(),
                        message.getMultiplierMicro(),
                        message.getSamplingThreshold().asReadOnlyByteBuffer().getLong()),
                message.getShareVariance(),
                message.getCorrupt(),
                message.getEffectiveMultiplierMicro());
    }

    private static LogRecord aggregateReleased(AggregateReleasedRecord message) {
        return new LogRecord.AggregateReleased(
                scope(message.getScope()),
                digest(message.getContext()),
                digest(message.getSum()),
                LogForms.hash(message.getContent()),
                LogForms.hash(message.getOpened()),
                message.hasInputs()
                        ? Optional.of(LogForms.hash(message.getInputs().getList()))
                        : Optional.empty());
    }

    /** The bytes of a member's own body. */
    static MemberRecord member(Bytes exact) {
        return MemberRecord.newBuilder().setBody(bytes(exact)).build();
    }
}
