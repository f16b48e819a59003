// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cordon.computation.StagedComputation;
import org.cordon.member.Consortium;
import org.cordon.record.LogRecord;
import org.cordon.record.LogView;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;
import org.cordon.suite.Signed;
import org.cordon.sum.round.RoundBody;
import org.cordon.task.ApprovedCharter;
import org.cordon.task.CharterRejected;
import org.cordon.task.OfferedCharter;
import org.cordon.task.PrivacyPlan;
import org.cordon.task.TaskState;
import org.cordon.wire.CharterCodec;

/** The records of tasks, each taken to the checks it is for. Claims 9, 10, 14 to 17 for what comes before rounds. */
final class TasksFold {
    private final Tools tools;
    private final Judgement judgement;
    private final RosterCheck rosters;
    private final RoundsFold rounds;
    private final Map<Digest, TaskFold> tasks = new LinkedHashMap<>();
    private final Map<String, Integer> versions = new HashMap<>();

    TasksFold(Tools tools, RosterCheck rosters) {
        this.tools = tools;
        this.judgement = tools.judgement();
        this.rosters = rosters;
        this.rounds = new RoundsFold(tools);
    }

    /** The task that a record is of, if it is of one. */
    static Optional<Digest> session(LogRecord record) {
        if (record instanceof LogRecord.TaskApproved approved) {
            return Optional.of(approved.session());
        } else if (record instanceof LogRecord.TaskWithdrawn withdrawn) {
            return Optional.of(withdrawn.session());
        } else if (record instanceof LogRecord.EpochOpened opened) {
            return Optional.of(opened.session());
        }
        return LogView.scopeOf(record).map(Scope::session);
    }

    void take(LogRecord record, Digest session, Seen at) {
        if (record instanceof LogRecord.TaskApproved approved) {
            approve(approved, at);
            return;
        }
        TaskFold task = task(session, at);
        if (record instanceof LogRecord.TaskWithdrawn withdrawn) {
            task.end(withdrawn, at);
        } else if (record instanceof LogRecord.EpochOpened opened) {
            epoch(task, opened, at);
        } else {
            member(record).ifPresent(signed -> signed(task, signed, at));
            rounds.take(task, record, at);
        }
    }

    private TaskFold task(Digest session, Seen at) {
        return tasks.computeIfAbsent(session, any -> {
            judgement.fail(
                    Claim.CHARTER_APPROVED,
                    new Failure(
                            at.index(),
                            Place.of(session),
                            Failure.Weight.HARD,
                            "task " + session.shortHex() + " has records, but its approval is not on record before"));
            return new TaskFold(session, Optional.empty(), Optional.empty(), Optional.empty(), at);
        });
    }

    private void approve(LogRecord.TaskApproved record, Seen at) {
        if (!judgement.expect(
                !tasks.containsKey(record.session()), Claim.CHARTER_APPROVED, at, "a task is approved twice")) {
            return;
        }
        Optional<ApprovedCharter> charter = tools.blobs()
                .get(record.charter(), at, CharterCodec::decodeOffered)
                .flatMap(offered -> charter(offered, record, at));
        Optional<Bytes> initial = tools.blobs().get(record.initialState(), at, bytes -> bytes);
        Optional<TaskState> state = initial.map(bytes -> new TaskState(new StagedComputation(), bytes));
        charter.ifPresent(approved -> {
            judgement.saw(Claim.FIRST_MODEL);
            state.ifPresent(first -> judgement.expect(
                    first.digest().equals(approved.charter().initialState()),
                    Claim.FIRST_MODEL,
                    at,
                    "the first state is not the one that the charter names"));
            state.filter(this::isReadable).ifPresent(first -> first(approved, first, at));
            version(approved, at);
        });
        if (initial.isEmpty()) {
            tools.blobs().lack(record.session(), Claim.MODEL_RECOMPUTED, Claim.SAME_PARAMETERS);
        }
        tasks.put(
                record.session(),
                new TaskFold(
                        record.session(),
                        charter,
                        charter.flatMap(approved -> budget(approved, at)),
                        state.filter(this::isReadable),
                        at));
    }

    private void first(ApprovedCharter approved, TaskState state, Seen at) {
        try {
            approved.charter().requireFirst(new StagedComputation(), state.state());
        } catch (IllegalArgumentException other) {
            judgement.fail(
                    Claim.FIRST_MODEL,
                    at,
                    "the first state is not that of the charter's stages: " + other.getMessage());
        }
    }

    /** A state that no computation of this version reads is as good as none. */
    private boolean isReadable(TaskState state) {
        try {
            return StagedComputation.position(state.state()).isPresent()
                    || state.query().isEmpty();
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }

    private Optional<ApprovedCharter> charter(OfferedCharter offered, LogRecord.TaskApproved record, Seen at) {
        judgement.expect(
                offered.session().equals(record.session()),
                Claim.CHARTER_APPROVED,
                at,
                "the charter is not the one whose digest the record names");
        Optional<Consortium> consortium = tools.history().consortium();
        if (consortium.isEmpty()) {
            judgement.lacking(Claim.CHARTER_APPROVED, "the consortium's history is not there");
            return Optional.empty();
        }
        try {
            ApprovedCharter approved = ApprovedCharter.verify(offered, consortium.orElseThrow());
            approved.requireStanding(consortium.orElseThrow());
            judgement.saw(Claim.CHARTER_APPROVED);
            return Optional.of(approved);
        } catch (CharterRejected rejected) {
            judgement.fail(Claim.CHARTER_APPROVED, at, String.valueOf(rejected.getMessage()));
            return Optional.empty();
        }
    }

    /** The budget of a task that promises differential privacy. */
    private Optional<BudgetFold> budget(ApprovedCharter approved, Seen at) {
        if (approved.charter().privacy().isEmpty()) {
            return Optional.empty();
        }
        judgement.saw(Claim.MECHANISM, Claim.BUDGET);
        try {
            approved.requirePrivacy();
        } catch (CharterRejected unkept) {
            judgement.fail(Claim.BUDGET, at, String.valueOf(unkept.getMessage()));
        }
        try {
            return PrivacyPlan.of(approved.charter()).map(BudgetFold::new);
        } catch (IllegalArgumentException withoutNoise) {
            judgement.fail(Claim.OTHER_OUTPUTS, at, String.valueOf(withoutNoise.getMessage()));
            return Optional.empty();
        }
    }

    private void version(ApprovedCharter approved, Seen at) {
        int version = approved.charter().version();
        Integer before = versions.merge(approved.charter().name(), version, Math::max);
        judgement.expect(
                before <= version,
                Claim.NO_DOWNGRADE,
                at,
                "version " + version + " of a task is approved after version " + before);
    }

    private void epoch(TaskFold task, LogRecord.EpochOpened record, Seen at) {
        judgement.expect(
                record.epoch() > task.newestEpoch(),
                Claim.NO_DOWNGRADE,
                at,
                "epoch " + record.epoch() + " is opened after epoch " + task.newestEpoch());
        Optional<EpochFold> epoch = rosters.take(record, at);
        epoch.ifPresent(opened -> {
            judgement.expect(
                    task.epochBefore(opened.number())
                            .filter(before -> before.version() > opened.version())
                            .isEmpty(),
                    Claim.NO_DOWNGRADE,
                    at,
                    "epoch " + opened.number() + " is under an older manifest than the epoch before");
            task.open(opened);
        });
    }

    private static Optional<Signed<? extends RoundBody>> member(LogRecord record) {
        if (record instanceof LogRecord.UploadReceipt receipt) {
            return Optional.of(receipt.signed());
        } else if (record instanceof LogRecord.RevealReceipt receipt) {
            return Optional.of(receipt.signed());
        } else if (record instanceof LogRecord.ResultReceipt receipt) {
            return Optional.of(receipt.signed());
        } else if (record instanceof LogRecord.ComplaintMade complaint) {
            return Optional.of(complaint.signed());
        }
        return Optional.empty();
    }

    /** The signature under a record, where the epoch that it is of stands. */
    Optional<Signatures.Asked> signed(LogRecord record) {
        return member(record)
                .flatMap(signed -> Optional.ofNullable(
                                tasks.get(signed.body().scope().session()))
                        .flatMap(task -> task.epoch(signed.body().scope().epoch()))
                        .map(epoch -> new Signatures.Asked(epoch.roll(), signed)));
    }

    private void signed(TaskFold task, Signed<? extends RoundBody> signed, Seen at) {
        Scope scope = signed.body().scope();
        int member = scope.sender();
        Optional<EpochFold> epoch = task.epoch(scope.epoch());
        if (!judgement.expect(
                epoch.isPresent(),
                Claim.SAME_ROSTER,
                at,
                "epoch " + scope.epoch() + " has no sound roster on record")) {
            return;
        }
        Optional<Long> removed = tools.history().removed(member);
        boolean late = signed.body() instanceof RoundBody.Receipt
                && task.isReleasedBefore(scope, removed.orElse(Long.MAX_VALUE));
        if (!judgement.expect(
                removed.isEmpty() || late,
                Claim.NOTHING_FROM_REVOKED,
                at,
                "member " + member + " says something after its removal")) {
            return;
        }
        judgement.expect(
                member != Scope.COORDINATOR
                        && tools.signatures().holds(epoch.orElseThrow().roll(), signed),
                Claim.ACTORS_CERTIFIED,
                at,
                "what member " + member + " is to have said does not carry its signature");
        judgement.expect(
                epoch.orElseThrow().roster().contains(member),
                Claim.SAME_ROSTER,
                at,
                "member " + member + " is not in the roster of epoch " + scope.epoch());
    }

    /** A task of the period has ended after it. */
    void end(LogRecord.TaskWithdrawn record, Seen at) {
        Optional.ofNullable(tasks.get(record.session())).ifPresent(task -> task.end(record, at));
    }

    /** When the blobs of a task may be deleted. */
    Optional<Instant> retainedUntil(Digest session) {
        return Optional.ofNullable(tasks.get(session)).flatMap(TaskFold::retainedUntil);
    }

    List<AuditReport.TaskLine> lines() {
        return tasks.values().stream().map(TaskFold::line).toList();
    }

    List<AuditReport.RoundLine> roundLines() {
        List<AuditReport.RoundLine> lines = new ArrayList<>();
        tasks.values().forEach(task -> lines.addAll(task.roundLines()));
        return lines;
    }
}
