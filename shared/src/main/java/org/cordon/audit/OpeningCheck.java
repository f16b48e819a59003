// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.util.Optional;
import org.cordon.computation.StagedComputation;
import org.cordon.record.LogRecord;
import org.cordon.suite.Digest;
import org.cordon.sum.round.RoundConfiguration;
import org.cordon.task.ApprovedCharter;
import org.cordon.task.Charter;
import org.cordon.task.FunctionGroup;
import org.cordon.task.TaskState;

/** Claims 10, 14, 16, 17, 18, 22, 33 and 34 for a round that is opened. */
final class OpeningCheck {
    private final Tools tools;
    private final Judgement judgement;

    OpeningCheck(Tools tools) {
        this.tools = tools;
        this.judgement = tools.judgement();
    }

    void take(TaskFold task, RoundFold round, LogRecord.RoundOpened record, Seen at) {
        dates(task, at);
        order(task, round, at);
        model(task, record, at);
        round.epoch.ifPresent(epoch -> {
            judgement.expect(
                    tools.history().removedOf(epoch.roster()).isEmpty(),
                    Claim.NOTHING_FROM_REVOKED,
                    at,
                    "a round is opened in an epoch with a member that was removed");
            judgement.expect(
                    epoch.roster().containsAll(record.leftOut().stream().boxed().toList()),
                    Claim.SAME_ROSTER,
                    at,
                    "who is left out is not in the roster");
        });
        shape(task, round, record, at);
    }

    private void dates(TaskFold task, Seen at) {
        task.charter().map(ApprovedCharter::charter).ifPresent(charter -> {
            judgement.expect(
                    !at.at().isBefore(charter.notBefore()) && at.at().isBefore(charter.expiry()),
                    Claim.CHARTER_APPROVED,
                    at,
                    "a round is opened outside the dates of its charter, " + charter.notBefore() + " to "
                            + charter.expiry());
            judgement.expect(
                    task.ended().isEmpty(), Claim.CHARTER_APPROVED, at, "a round is opened after its task has ended");
        });
    }

    private void order(TaskFold task, RoundFold round, Seen at) {
        judgement.expect(
                task.isLater(round.scope),
                Claim.NO_DOWNGRADE,
                at,
                "epoch " + round.scope.epoch() + ", round " + round.scope.round() + ", attempt " + round.scope.attempt()
                        + " is opened after a later one");
        judgement.expect(
                task.proposedIn(round.scope).isEmpty(),
                Claim.ABORTED_RELEASED_NOTHING,
                at,
                "another attempt is opened in a round whose survivors were proposed");
    }

    private void model(TaskFold task, LogRecord.RoundOpened record, Seen at) {
        Optional<Digest> expected = task.expectedModel();
        if (expected.isEmpty()) {
            return;
        }
        boolean first = !task.hasPublished() && !task.hasReleased();
        judgement.saw(Claim.FIRST_MODEL, Claim.MODEL_CHAIN);
        boolean follows = record.model().equals(expected.orElseThrow()) || task.isComputed(record.model());
        if (!follows && task.isSumUnknown()) {
            tools.blobs().lack(task.session(), Claim.MODEL_CHAIN);
            task.forgetState();
            return;
        }
        judgement.expect(
                follows,
                first ? Claim.FIRST_MODEL : Claim.MODEL_CHAIN,
                at,
                first
                        ? "the first round does not start from the state that the charter names"
                        : "a round starts from a state that neither is published nor follows from the newest sum");
        task.resume(record.model());
    }

    private void shape(TaskFold task, RoundFold round, LogRecord.RoundOpened record, Seen at) {
        Optional<TaskState> state = task.state();
        Optional<Charter> charter = task.charter().map(ApprovedCharter::charter);
        if (state.isEmpty() || charter.isEmpty() || round.epoch.isEmpty()) {
            tools.blobs().lack(task.session(), Claim.SAME_PARAMETERS, Claim.NO_DIFFERENCING);
            if (task.budget().isPresent()) {
                tools.blobs()
                        .lack(
                                task.session(),
                                Claim.MECHANISM,
                                Claim.BUDGET,
                                Claim.EFFECTIVE_NOISE,
                                Claim.OTHER_OUTPUTS);
            }
            return;
        }
        StagedComputation.position(state.orElseThrow().state()).ifPresent(position -> {
            round.stage = Optional.of(position.stage());
            round.computation = position.computation();
        });
        round.configuration = state.orElseThrow()
                .configuration(
                        round.epoch.orElseThrow().crowd(charter.orElseThrow().minSurvivors()));
        if (!judgement.expect(
                        round.configuration.isPresent(),
                        Claim.PARTICIPATION_CAPS,
                        at,
                        "a round is opened although the computation asks for no more")
                || task.hasDiverged()) {
            return;
        }
        judgement.expect(
                record.configuration()
                        .equals(round.configuration
                                .map(RoundConfiguration::digest)
                                .orElseThrow()),
                Claim.SAME_PARAMETERS,
                at,
                "the configuration is not the one that charter, state and manifest give");
        round.group = Optional.of(FunctionGroup.of(charter.orElseThrow(), state.orElseThrow()));
        judgement.expect(
                round.group.equals(Optional.of(record.group())),
                Claim.NO_DIFFERENCING,
                at,
                "the function group is not the one that charter and state give");
    }
}
