// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.util.List;
import java.util.Optional;
import org.cordon.record.LogRecord;
import org.cordon.record.LogView;
import org.cordon.suite.Scope;

/** The records of rounds, each taken to the checks it is for. */
final class RoundsFold {
    private final Judgement judgement;
    private final OpeningCheck opening;
    private final CohortCheck cohorts;
    private final SurvivorCheck survivors;
    private final ShareCheck shares;
    private final BudgetCheck budget;
    private final PublicationCheck publication;

    RoundsFold(Tools tools) {
        this.judgement = tools.judgement();
        this.opening = new OpeningCheck(tools);
        this.cohorts = new CohortCheck(tools);
        this.survivors = new SurvivorCheck(tools);
        this.shares = new ShareCheck(judgement);
        this.budget = new BudgetCheck(tools);
        this.publication = new PublicationCheck(tools);
    }

    void take(TaskFold task, LogRecord record, Seen at) {
        Optional<Scope> scope = LogView.scopeOf(record);
        if (scope.isEmpty()) {
            return;
        }
        if (task.isPast(scope.orElseThrow())) {
            // A member's late word, whose signature was checked, is no matter; the coordinator has no late word.
            judgement.expect(
                    scope.orElseThrow().sender() != Scope.COORDINATOR,
                    Claim.NO_DOWNGRADE,
                    at,
                    "a record is about an attempt that " + TaskFold.KEPT_ROUNDS + " later ones have followed");
            return;
        }
        RoundFold round = round(task, record, scope.orElseThrow(), at);
        if (record instanceof LogRecord.ComplaintMade complaint) {
            task.complain(complaint.signed().body());
            return;
        }
        if (record instanceof LogRecord.RoundOpened opened) {
            judgement.expect(round.opened.isEmpty(), Claim.SAME_TASK, at, "an attempt is opened twice");
            round.step("open", at);
            opening.take(task, round, opened, at);
            round.opened = Optional.of(new RoundFold.Logged<>(opened, at));
        } else if (record instanceof LogRecord.CohortFixed fixed) {
            round.step("cohort", at);
            cohorts.take(task, round, fixed, at);
        } else if (record instanceof LogRecord.UploadReceipt receipt) {
            round.step("upload", at);
            survivors.take(round, receipt.signed().body(), at);
            budget.charge(task, round, List.of(scope.orElseThrow().sender()), at);
        } else if (record instanceof LogRecord.SurvivorsProposed proposed) {
            round.step("survivors", at);
            survivors.take(task, round, proposed, at);
            budget.charge(task, round, proposed.members().stream().boxed().toList(), at);
        } else if (record instanceof LogRecord.SurvivorsFixed fixed) {
            round.step("certificate", at);
            survivors.take(round, fixed, at);
        } else {
            end(task, round, record, at);
        }
    }

    private void end(TaskFold task, RoundFold round, LogRecord record, Seen at) {
        if (record instanceof LogRecord.RevealReceipt receipt) {
            round.step("reveal", at);
            shares.take(round, receipt.signed().body(), at);
        } else if (record instanceof LogRecord.BudgetCharged charged) {
            round.step("charge", at);
            budget.take(task, round, charged, at);
        } else if (record instanceof LogRecord.AggregateReleased released) {
            round.step("result", at);
            budget.released(task, round, at);
            publication.take(task, round, released, at);
        } else if (record instanceof LogRecord.ResultReceipt receipt) {
            publication.take(round, receipt.signed().body(), at);
        } else if (record instanceof LogRecord.ModelPublished published) {
            round.step("published", at);
            publication.take(task, round, published, at);
        } else if (record instanceof LogRecord.EvaluationReleased released) {
            publication.take(task, round, released, at);
        } else if (record instanceof LogRecord.RoundAborted aborted) {
            round.step("aborted", at);
            publication.take(task, round, aborted, at);
        }
    }

    private RoundFold round(TaskFold task, LogRecord record, Scope scope, Seen at) {
        boolean known = task.holds(scope);
        RoundFold round = task.round(scope);
        if (!(record instanceof LogRecord.RoundOpened) && round.opened.isEmpty() && !round.unopenedTold) {
            round.unopenedTold = true;
            judgement.fail(Claim.SAME_TASK, at, "an attempt has records, but its opening is not on record before");
        }
        if (!known && round.epoch.isEmpty()) {
            judgement.fail(Claim.SAME_ROSTER, at, "epoch " + scope.epoch() + " has no sound roster on record");
        }
        return round;
    }
}
