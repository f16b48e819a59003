// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.round;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cordon.computation.StagedComputation;
import org.cordon.computation.evaluation.Evaluation;
import org.cordon.record.LogRecord;
import org.cordon.suite.Scope;
import org.cordon.suite.Signed;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.RevealPhase;
import org.cordon.sum.round.RoundBody;
import org.cordon.sum.round.RoundCoordinator;
import org.cordon.task.Charter;
import org.cordon.task.FunctionGroup;
import org.cordon.task.TaskState;

/**
 * The result as each member needs it: who revealed has seen the rest, everybody else gets it along; so does who attends anew,
 * as it may have gone on to the next round and then lost its memory.
 */
final class Results {
    private Results() {}

    /** The sum takes the task from one state to the next. */
    record Advance(Charter charter, TaskState before, TaskState after) {

        /** What is released with the publication if it ends an evaluation. */
        Optional<LogRecord.EvaluationReleased> evaluation(Scope scope) {
            Optional<StagedComputation.Position> ended = StagedComputation.position(before.state())
                    .filter(stage -> stage.computation().equals(Evaluation.NAME));
            Optional<Integer> next = StagedComputation.position(after.state()).map(StagedComputation.Position::stage);
            return ended.filter(stage -> !next.equals(Optional.of(stage.stage())))
                    .map(stage ->
                            new LogRecord.EvaluationReleased(scope, FunctionGroup.of(charter, before), after.digest()));
        }
    }

    /** Opens the phase of receipts for the sum, and tells everybody. */
    static void announce(TaskDesk desk, Attempt attempt, Signed<RoundBody.Result> result, Advance advance) {
        List<Integer> survivors = attempt.survivors.orElseThrow().members();
        OpenPhases.Summed summed =
                new OpenPhases.Summed(attempt.scope(), attempt.uploads.sum(), survivors, attempt.uploads);
        desk.records().evaluates(advance.evaluation(attempt.scope()));
        desk.change(phases -> phases.summed(
                summed, attempt.core.receipts(result, advance.after().digest())));
        post(desk, attempt, result);
    }

    private static void post(TaskDesk desk, Attempt attempt, Signed<RoundBody.Result> result) {
        Set<Integer> revealed = attempt.reveal.map(RevealPhase::revealed).orElse(Set.of());
        CoordinatorMessage.Result alone =
                new CoordinatorMessage.Result(result, Optional.empty(), Optional.empty(), Optional.empty());
        CoordinatorMessage.Result whole = new CoordinatorMessage.Result(
                result,
                Optional.of(attempt.open),
                attempt.uploading.map(RoundCoordinator.UploadPhase::cohort),
                attempt.survivors.map(RoundCoordinator.SurvivorsPhase::message));
        desk.post(
                Board.Slot.RESULT,
                member -> Optional.of(revealed.contains(member) ? alone : whole),
                Board.Notice.all(whole));
    }
}
