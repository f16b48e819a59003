// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.round;

import java.time.Instant;
import java.util.Optional;
import org.cordon.member.VerifiedManifest;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;
import org.cordon.task.ApprovedCharter;
import org.cordon.task.ParticipantPolicy;
import org.cordon.task.PolicyDecision;

/**
 * What this exchange lets run on its own data, whoever approved it: asked when a task is offered, before keys for an epoch are
 * sent, and at every {@code open}.
 *
 * <p><b>Guarantees</b> asked of implementations: answers come at once and from any thread; what an answer counts (rounds of a
 * day, processor time) is durable before it is given. The node itself checks what the charter says about time and rounds.
 *
 * <p>What is refused reaches the coordinator as a code for "policy" and nothing else.
 */
public interface TaskPolicy {
    /**
     * Whether the task may run in a consortium as it stands.
     *
     * @return {@link PolicyDecision.Queued} if a person has to decide first; the task is asked about again when {@link
     *     #revision} has changed
     */
    PolicyDecision decide(ApprovedCharter charter, VerifiedManifest manifest, Instant now);

    /**
     * Whether a round may be entered now. An answer {@link PolicyDecision.Allowed} counts as a round entered; a later attempt of
     * the same epoch and round is the same round and counts nothing. Any other answer costs this round alone: the next one is
     * asked about again.
     *
     * @param where epoch, round and attempt of the {@code open}
     */
    PolicyDecision mayEnter(Digest session, Scope where, Instant now);

    /** Most epsilon that the tasks of this exchange may cost one of its units together, in millionths, if there is a limit. */
    default Optional<Long> epsilonOfAllTasksMicro() {
        return Optional.empty();
    }

    /** Changes whenever {@link #decide} may answer differently than before: tasks that were not let in are asked about again. */
    default long revision() {
        return 0;
    }

    /** A policy that never changes and has no limits by the hour. */
    static TaskPolicy of(ParticipantPolicy policy) {
        return new TaskPolicy() {
            @Override
            public PolicyDecision decide(ApprovedCharter charter, VerifiedManifest manifest, Instant now) {
                return policy.decide(charter.charter(), manifest.manifest().threshold(), now);
            }

            @Override
            public PolicyDecision mayEnter(Digest session, Scope where, Instant now) {
                return new PolicyDecision.Allowed();
            }
        };
    }
}
