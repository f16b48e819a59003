// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.util.List;
import java.util.Optional;
import org.cordon.computation.evaluation.Evaluation;
import org.cordon.differencing.MemberSet;
import org.cordon.record.LogRecord;
import org.cordon.sum.ring.RingVector;
import org.cordon.sum.round.RoundBody;
import org.cordon.task.TaskState;

/** Claims 8, 15, 18, 19, 32 and 34 for sums, receipts and published states. */
final class PublicationCheck {
    private final Tools tools;
    private final Judgement judgement;
    private final SumFold sums;
    private final ShareCheck shares;

    PublicationCheck(Tools tools) {
        this.tools = tools;
        this.judgement = tools.judgement();
        this.sums = new SumFold(tools);
        this.shares = new ShareCheck(judgement);
    }

    void take(TaskFold task, RoundFold round, LogRecord.AggregateReleased record, Seen at) {
        judgement.expect(
                round.aborted.isEmpty(),
                Claim.ABORTED_RELEASED_NOTHING,
                at,
                "a sum is released in an attempt that was aborted");
        judgement.expect(
                round.fixed.isPresent(),
                Claim.SURVIVORS_CERTIFIED,
                at,
                "a sum is released, but no certificate of its survivors is on record");
        boolean first = round.opened
                .map(opened -> task.releases(opened.record().model()))
                .orElse(true);
        judgement.expect(
                first && round.released.isEmpty(),
                Claim.ONE_AGGREGATE,
                at,
                "a second sum is released for one task from one state");
        round.cohortFixed.ifPresent(fixed -> judgement.expect(
                record.context().equals(fixed.record().context()),
                Claim.SAME_TASK,
                at,
                "the released sum names another context"));
        shares.opened(round, at);
        round.released = Optional.of(new RoundFold.Logged<>(record, at));
        advance(task, round, sums.take(task, round, record, at), at);
    }

    private void advance(TaskFold task, RoundFold round, Optional<RingVector> sum, Seen at) {
        Optional<TaskState> state = task.state();
        if (sum.isEmpty() || state.isEmpty()) {
            task.computed(Optional.empty());
            return;
        }
        try {
            task.computed(Optional.of(state.orElseThrow().advance(sum.orElseThrow())));
        } catch (IllegalArgumentException unusable) {
            judgement.fail(
                    Claim.MODEL_RECOMPUTED,
                    new Failure(
                            at.index(),
                            Place.of(round.scope.session()),
                            Failure.Weight.HARD,
                            "no state follows from the sum: " + unusable.getMessage()));
            task.computed(Optional.empty());
        }
    }

    void take(RoundFold round, RoundBody.Receipt receipt, Seen at) {
        int member = receipt.scope().sender();
        round.epoch.ifPresent(epoch -> judgement.expect(
                receipt.manifest().equals(epoch.roll().digest()),
                Claim.SAME_TASK,
                at,
                "the receipt of member " + member + " names another manifest than its epoch's"));
        round.cohortFixed.ifPresent(fixed -> judgement.expect(
                receipt.context().equals(fixed.record().context()),
                Claim.SAME_TASK,
                at,
                "the receipt of member " + member + " names another context"));
        judgement.expect(
                round.released.isPresent(),
                Claim.AGGREGATE_REPLAYED,
                at,
                "the receipt of member " + member + " is about a sum that is not on record before it");
        round.released.ifPresent(released -> judgement.expect(
                receipt.sum().equals(released.record().sum()),
                Claim.AGGREGATE_REPLAYED,
                at,
                "the receipt of member " + member + " names another sum than the released one"));
        judgement.expect(
                round.receipts.putIfAbsent(member, receipt) == null,
                Claim.COUNTED_ONCE,
                at,
                "member " + member + " has two receipts in one attempt");
        tools.checkpoints()
                .check(
                        "the receipt of member " + member,
                        receipt.checkpoint(),
                        round.released.map(released -> released.at().index()).orElse(Failure.NO_LEAF),
                        at);
    }

    void take(TaskFold task, RoundFold round, LogRecord.ModelPublished record, Seen at) {
        if (receipts(round, record, at)) {
            judgement.expect(
                    round.released.isPresent(),
                    Claim.AGGREGATE_REPLAYED,
                    at,
                    "a state is published, but no sum that it follows from is on record");
        }
        if (!judgement.expect(
                round.published.isEmpty(), Claim.MODEL_CHAIN, at, "a state is published twice for one attempt")) {
            return;
        }
        round.published = Optional.of(record.model());
        Optional<TaskState> computed = task.computedState();
        if (task.hasDiverged()) {
            judgement.lacking(Claim.MODEL_RECOMPUTED, "an earlier state is not known");
        } else if (computed.isEmpty()) {
            tools.blobs().lack(task.session(), Claim.MODEL_RECOMPUTED);
        } else {
            boolean same = judgement.expect(
                    computed.orElseThrow().digest().equals(record.model()),
                    Claim.MODEL_RECOMPUTED,
                    new Seen(at.index(), at.at(), Place.of(round.scope.session())),
                    "the published state is not the one that follows from the state before and the sum");
            if (!same) {
                task.diverge();
            }
        }
        task.publish(record.model());
    }

    /** Whether enough receipts that were logged before name the state. */
    private boolean receipts(RoundFold round, LogRecord.ModelPublished record, Seen at) {
        List<Integer> agreeing = record.receipts().stream()
                .boxed()
                .filter(member -> {
                    RoundBody.Receipt receipt = round.receipts.get(member);
                    return receipt != null && receipt.model().equals(record.model());
                })
                .toList();
        MemberSet missing = record.receipts().minus(MemberSet.of(agreeing));
        int threshold = round.epoch.map(EpochFold::threshold).orElse(0);
        boolean logged = judgement.expect(
                missing.isEmpty(),
                Claim.MODEL_CHAIN,
                at,
                "members " + missing + " have no receipt on record that names the published state");
        return logged
                && judgement.expect(
                        agreeing.size() >= threshold,
                        Claim.MODEL_CHAIN,
                        at,
                        "a state is published with the receipts of " + agreeing.size() + " members, fewer than "
                                + threshold);
    }

    void take(TaskFold task, RoundFold round, LogRecord.EvaluationReleased record, Seen at) {
        judgement.expect(
                round.published.equals(Optional.of(record.model())),
                Claim.MODEL_CHAIN,
                at,
                "an evaluation names another state than the one that was published");
        round.group.ifPresent(group -> judgement.expect(
                group.equals(record.group()) && round.computation.equals(Evaluation.NAME),
                Claim.NO_DIFFERENCING,
                at,
                "an evaluation is released under another function group, or by another computation"));
        judgement.saw(Claim.MODEL_CHAIN);
        task.state().ifPresent(state -> round.step("evaluation", at));
    }

    void take(TaskFold task, RoundFold round, LogRecord.RoundAborted record, Seen at) {
        boolean attempt = record.end() == LogRecord.RoundAborted.End.ATTEMPT;
        judgement.expect(
                !attempt || task.proposedIn(round.scope).isEmpty(),
                Claim.ABORTED_RELEASED_NOTHING,
                at,
                "an attempt is called free to repeat, but its survivors were proposed");
        judgement.expect(
                round.released.isEmpty(),
                Claim.ABORTED_RELEASED_NOTHING,
                at,
                "an attempt is called aborted, but its sum was released");
        round.aborted = Optional.of(new RoundFold.Logged<>(record, at));
    }
}
