// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.member;

import org.cordon.enrol.ConsortiumRefused;
import org.cordon.enrol.Fingerprint;
import org.cordon.enrol.JoinRequest;
import org.cordon.member.Approval;
import org.cordon.member.Consortium;
import org.cordon.suite.Digest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the operator reads about the consortium; no token, no secret. */
final class ConsortiumLog {
    private static final Logger LOG = LoggerFactory.getLogger("cordon.consortium");

    void held(JoinRequest request) {
        LOG.info("{} asks to join, fingerprint {}", request.exchange(), request.fingerprint());
    }

    void tokenUsedAgain(JoinRequest request, Digest first) {
        LOG.error(
                "ALARM: the token of {} was used by another request (fingerprint {}) after its first ({}): somebody else"
                        + " has it; ask {} which fingerprint is theirs, approve no other, and issue a new token",
                request.exchange(),
                request.fingerprint(),
                Fingerprint.of(first),
                request.exchange());
    }

    void refused(JoinRequest request, ConsortiumRefused refused) {
        LOG.warn(
                "a request of {} is refused ({}): {}",
                request.exchange(),
                refused.reason().word(),
                refused.sentence());
    }

    void proposed(Approval.Kind kind, Digest subject, int needed) {
        LOG.info("open for approval: {} {}, it takes {} approvals", kind, subject, needed);
    }

    void counted(Approval.Kind kind, Digest subject, int approvals, int needed) {
        LOG.info("{} {}: {} of {} approvals", kind, subject, approvals, needed);
    }

    void amended(Consortium consortium) {
        LOG.info(
                "history: version {} with {} members, head {}",
                consortium.current().manifest().version(),
                consortium.current().manifest().members().size(),
                consortium.head());
    }

    void approved(Digest session) {
        LOG.info("task {} is approved", session);
    }

    void withdrawn(Digest session) {
        LOG.info("task {} is withdrawn", session);
    }

    void notHandedOn(Digest subject, RuntimeException why) {
        LOG.error("{} is durable, but could not be acted on; it is tried again at the next start", subject, why);
    }
}
