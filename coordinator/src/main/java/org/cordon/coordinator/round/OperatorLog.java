// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.round;

import java.util.List;
import org.cordon.member.VerifiedManifest;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.MemberMessage;
import org.cordon.sum.round.RoundBody;
import org.cordon.sum.round.Step;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the coordinator tells its operator; no data subject, no vector, digests cut short. */
final class OperatorLog {
    private static final Logger LOG = LoggerFactory.getLogger("cordon.coordinator");

    private final String task;

    OperatorLog(String task) {
        this.task = task;
    }

    void taskStarted(Digest session, String stage) {
        LOG.info("task {}: started, session {}, {}", task, session, stage);
    }

    void taskEnded(String summary) {
        LOG.info("task {}: ended, {}", task, summary);
    }

    void taskEndedEarly(String why) {
        LOG.warn("task {}: ended, as {}", task, why);
    }

    void resumed(int epoch, int round, String step) {
        LOG.info("task {}: resumed in epoch {}, round {}, step {}", task, epoch, round, step);
    }

    void epochEstablished(int epoch, List<Integer> roster, VerifiedManifest manifest) {
        LOG.info(
                "task {}: epoch {} established over members {} of manifest {}",
                task,
                epoch,
                roster,
                manifest.digest().shortHex());
    }

    void complained(int epoch, int member, int accused, RoundBody.Complaint.Reason reason) {
        LOG.warn("task {}: epoch {}: member {} complains of member {}: {}", task, epoch, member, accused, reason);
    }

    void epochDropped(int epoch, String why) {
        LOG.warn("task {}: epoch {} dropped: {}", task, epoch, why);
    }

    void opened(Scope where, List<Integer> waitingFor) {
        LOG.debug(
                "task {}: round {}.{} attempt {} open to {}",
                task,
                where.epoch(),
                where.round(),
                where.attempt(),
                waitingFor);
    }

    void aborted(Scope where, Step step, CoordinatorMessage.Aborted.Reason reason, String detail) {
        LOG.warn(
                "task {}: round {}.{} attempt {} aborted in step {}: {} ({})",
                task,
                where.epoch(),
                where.round(),
                where.attempt(),
                step,
                reason,
                detail);
    }

    void leftOut(Scope where, List<Integer> members, String why) {
        LOG.warn(
                "task {}: round {}.{} goes on without members {}: {}",
                task,
                where.epoch(),
                where.round(),
                members,
                why);
    }

    void summed(Scope where, int cohort, int survivors, Digest sum, String progress) {
        LOG.info(
                "task {}: round {}.{} summed {} of {} members, sum {}, {}",
                task,
                where.epoch(),
                where.round(),
                survivors,
                cohort,
                sum,
                progress);
    }

    void published(Scope where, Digest model) {
        LOG.debug("task {}: round {}.{} published state {}", task, where.epoch(), where.round(), model);
    }

    void refused(int member, MemberMessage.Refusal.Reason reason) {
        LOG.warn("task {}: member {} does not take part: {}", task, member, reason);
    }

    void waiting(String what) {
        LOG.warn("task {}: waiting for {}", task, what);
    }

    void failed(Throwable why) {
        LOG.error("task {}: stopped by an unexpected failure", task, why);
    }
}
