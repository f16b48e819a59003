// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.round;

import java.util.List;
import java.util.Optional;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;
import org.cordon.suite.Signed;
import org.cordon.sum.epoch.ProtocolViolation;
import org.cordon.sum.epoch.Roll;
import org.cordon.sum.epoch.Violation;

/**
 * What a member demands of {@code open} before it enters a round.
 *
 * <p><b>Guarantees.</b> The round starts from the state and the bounds that this member derived itself, over the roster it
 * set up keys with; the attempt is new to its guard; a retry equals the attempt it entered first but for attempt number,
 * checkpoint and deadlines.
 *
 * <p><b>Does not check</b> the checkpoint: the protocol log does, once it is kept.
 *
 * @param model digest of the state this member holds
 * @param rosterHash of the epoch's keys
 */
public record OpenCheck(Roll roll, Digest model, RoundConfiguration configuration, Digest rosterHash) {

    /**
     * The guard to make durable before anything else, or a {@link ProtocolViolation}.
     *
     * @param first the attempt of the same round that this member entered first, if it did
     */
    public RoundGuard check(Signed<RoundBody.Open> open, RoundGuard guard, Optional<Signed<RoundBody.Open>> first) {
        // Spec: docs/protocol.md#open.check
        RoundBody.Open body = open.body();
        Scope where = body.scope();
        roll.require(open, where.from(Scope.COORDINATOR), Scope.COORDINATOR);
        if (where.epoch() != guard.epoch()) {
            throw violation(Violation.WRONG_EPOCH, where, "the epoch's keys are those of epoch " + guard.epoch());
        }
        if (where.round() == guard.endorsed()) {
            throw violation(Violation.ATTEMPT_AFTER_ENDORSEMENT, where, "the round was endorsed already");
        }
        RoundGuard next = guard.mayEnter(where)
                .orElseThrow(() -> violation(
                        Violation.ROUND_REPLAYED,
                        where,
                        "round " + guard.round() + ", attempt " + guard.attempt() + " was entered already"));
        expect(body.roster().equals(rosterHash), Violation.ROSTER_MISMATCH, where, "another roster");
        expect(body.model().equals(model), Violation.MODEL_MISMATCH, where, "another state: ours is " + model);
        expect(
                body.configuration().equals(configuration.digest()),
                Violation.CONFIGURATION_MISMATCH,
                where,
                "other bounds than the charter and the state give");
        first.filter(f -> f.body().scope().round() == where.round())
                .ifPresent(f -> expect(
                        sameRound(f.body(), body), Violation.ATTEMPT_CHANGED, where, "the retry changes the round"));
        return next;
    }

    private static boolean sameRound(RoundBody.Open first, RoundBody.Open retry) {
        // Spec: docs/protocol.md#open.retry
        return List.of(first.model(), first.configuration(), first.roster())
                .equals(List.of(retry.model(), retry.configuration(), retry.roster()));
    }

    private static void expect(boolean holds, Violation kind, Scope where, String sentence) {
        if (!holds) {
            throw violation(kind, where, sentence);
        }
    }

    private static ProtocolViolation violation(Violation kind, Scope where, String sentence) {
        return new ProtocolViolation(kind, Scope.COORDINATOR, where, sentence);
    }
}
