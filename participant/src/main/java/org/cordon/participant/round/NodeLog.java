// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.round;

import java.time.InstantSource;
import java.util.List;
import org.cordon.member.AmendmentRejected;
import org.cordon.member.VerifiedManifest;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;
import org.cordon.sum.epoch.ProtocolViolation;
import org.cordon.sum.round.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a participant tells its operator; no data subject, no vector, digests cut short. */
final class NodeLog {
    private static final Logger LOG = LoggerFactory.getLogger("cordon.participant");

    private final String member;
    private final Seldom seldom;
    private final NodeListener listener;

    NodeLog(String member, InstantSource clock, NodeListener listener) {
        this.member = member;
        this.listener = listener;
        this.seldom = new Seldom(clock);
    }

    void taskJoined(Digest session, String name, boolean privacyWaived) {
        listener.joined(session, name);
        LOG.info("{}: joined task {}, session {}", member, name, session);
        if (privacyWaived) {
            LOG.warn("{}: NO PRIVACY GUARANTEE: task {} opens sums without differential privacy", member, name);
        }
    }

    void taskRefused(Digest session, String why) {
        listener.refused(session);
        LOG.warn("{}: refused session {}: {}", member, session, why);
    }

    void taskPostponed(Digest session, String why) {
        LOG.info("{}: session {} waits: {}", member, session, why);
    }

    /** The coordinator may ask as often as it likes: one line a minute for the same reason. */
    void declined(String what, String why) {
        if (seldom.test(why)) {
            LOG.info("{}: takes no part in {}: {}", member, what, why);
        }
    }

    void consortiumChanged(VerifiedManifest manifest) {
        LOG.info(
                "{}: the consortium is now manifest {}, version {}, of {} members",
                member,
                manifest.digest().shortHex(),
                manifest.manifest().version(),
                manifest.manifest().members().size());
    }

    void amendmentRejected(AmendmentRejected why) {
        LOG.error("{}: ALARM, the coordinator's history is not what members signed: {}", member, why.getMessage());
    }

    void noVoice(VerifiedManifest manifest) {
        LOG.warn(
                "{}: takes no part under manifest {}: this member is not in it, or the node lacks its key of version {};"
                        + " if it was rotated, put the new key into the node directory",
                member,
                manifest.digest().shortHex(),
                manifest.manifest().version());
    }

    void resumed(Digest session, String state) {
        LOG.info("{}: session {} resumed in state {}", member, session, state);
    }

    void epochEstablished(int epoch, List<Integer> roster) {
        LOG.info("{}: epoch {} established with members {}", member, epoch, roster);
    }

    void step(String step, Scope where) {
        listener.step(where, step);
        LOG.debug("{}: {} of round {}.{} attempt {}", member, step, where.epoch(), where.round(), where.attempt());
    }

    void answered(String step, Scope where, Verdict verdict) {
        if (!verdict.held()) {
            LOG.info("{}: {} of round {}.{} was answered {}", member, step, where.epoch(), where.round(), verdict);
        }
    }

    void summed(Scope where, int survivors, Digest state) {
        listener.summed(where, survivors);
        LOG.info("{}: round {}.{} summed {} members, state {}", member, where.epoch(), where.round(), survivors, state);
    }

    void noGuarantee(Scope where) {
        LOG.warn(
                "{}: NO PRIVACY GUARANTEE: the sum of round {}.{} was opened without differential privacy",
                member,
                where.epoch(),
                where.round());
    }

    void checked(Scope where) {
        listener.checked(where);
        LOG.debug("{}: the sum of round {}.{} is checked", member, where.epoch(), where.round());
    }

    void aborted(Scope where, String step, String reason) {
        listener.aborted(where);
        LOG.info(
                "{}: round {}.{} attempt {} aborted in step {}: {}",
                member,
                where.epoch(),
                where.round(),
                where.attempt(),
                step,
                reason);
    }

    void violation(ProtocolViolation violation) {
        listener.violated(violation.kind());
        LOG.error("{}: ALARM, {}", member, violation.getMessage());
    }

    /** The log knows more of this member than its own disk does. */
    void rolledBack(Scope where) {
        LOG.warn(
                "{}: RESTORED: the protocol log holds a statement of this member in round {}.{} attempt {} that its own state"
                        + " does not know of; that round and those before it are shut. Find out how the disk came to be older",
                member,
                where.epoch(),
                where.round(),
                where.attempt());
    }

    void ignored(String what, String why) {
        LOG.info("{}: {} not acted on: {}", member, what, why);
    }

    void unavailable(String what, Throwable why) {
        listener.unavailable();
        LOG.warn("{}: {} did not reach the coordinator: {}", member, what, why.getMessage());
    }

    void dataRefused(Throwable why) {
        listener.dataRefused();
        LOG.error("{}: no contribution: {}", member, why.getMessage());
    }

    void ended(Digest session) {
        listener.ended(session);
        LOG.info("{}: session {} ended", member, session);
    }

    void failed(Throwable why) {
        listener.failed();
        LOG.error("{}: stopped by an unexpected failure", member, why);
    }
}
