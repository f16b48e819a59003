// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.round;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.cordon.member.VerifiedManifest;
import org.cordon.suite.Scope;
import org.cordon.sum.round.MemberMessage;
import org.cordon.task.ApprovedCharter;
import org.cordon.task.Charter;
import org.cordon.task.EpochTerms;
import org.cordon.task.PolicyDecision;

/**
 * What this exchange itself says to an epoch or a round of a task: the charter's own limits first, then its policy. Asked each
 * time, as a coordinator may open whatever it likes whenever it likes.
 */
final class Admission {
    private final ApprovedCharter charter;
    private final TaskPolicy policy;
    private final CharterLedger ledger;
    private final InstantSource clock;

    /**
     * No.
     *
     * @param code all that the coordinator hears
     * @param sentence for the own operator
     */
    record Declined(MemberMessage.Refusal.Reason code, String sentence) {}

    Admission(ApprovedCharter charter, TaskPolicy policy, CharterLedger ledger, InstantSource clock) {
        this.charter = charter;
        this.policy = policy;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Most epsilon of all tasks together, in millionths, if this exchange sets one. */
    Optional<Long> epsilonOfAllTasksMicro() {
        return policy.epsilonOfAllTasksMicro();
    }

    /** Keys for an epoch under this manifest. */
    Optional<Declined> toEpoch(VerifiedManifest manifest) {
        return checkCharter(clock.instant())
                .or(() -> EpochTerms.unfit(charter.charter(), manifest).map(Admission::byCharter))
                .or(() -> byPolicy(policy.decide(charter, manifest, clock.instant())));
    }

    /**
     * A round.
     *
     * @param endorsed how many sums over this member's data may have been opened in this task
     */
    Optional<Declined> toRound(Scope where, int endorsed) {
        // Spec: docs/protocol.md#open.admission
        Instant now = clock.instant();
        return checkCharter(now)
                .or(() -> checkRounds(endorsed))
                .or(() -> byPolicy(policy.mayEnter(charter.session(), where, now)));
    }

    private Optional<Declined> checkCharter(Instant now) {
        Charter agreed = charter.charter();
        if (ledger.isSuperseded(agreed.name(), charter.session())) {
            return Optional.of(byCharter("a newer version of its charter is known"));
        }
        if (now.isBefore(agreed.notBefore())) {
            return Optional.of(byCharter("the charter begins at " + agreed.notBefore()));
        }
        return now.isBefore(agreed.expiry())
                ? Optional.empty()
                : Optional.of(byCharter("the charter ended at " + agreed.expiry() + "; it needs a new version"));
    }

    private Optional<Declined> checkRounds(int endorsed) {
        int most = charter.charter().maxRounds();
        return endorsed < most
                ? Optional.empty()
                : Optional.of(spent("the charter allows " + most
                        + " sums, and as many may have been opened, dead rounds among them; it needs a new version"));
    }

    /** No round with a sum of this kind will be entered any more. */
    static Declined spent(String sentence) {
        return new Declined(MemberMessage.Refusal.Reason.SPENT, sentence);
    }

    static Declined byCharter(String sentence) {
        return new Declined(MemberMessage.Refusal.Reason.CHARTER, sentence);
    }

    static Declined byPolicy(String sentence) {
        return new Declined(MemberMessage.Refusal.Reason.POLICY, sentence);
    }

    private static Optional<Declined> byPolicy(PolicyDecision decision) {
        if (decision instanceof PolicyDecision.Refused refused) {
            return Optional.of(byPolicy(refused.sentence()));
        }
        return decision instanceof PolicyDecision.Queued queued
                ? Optional.of(byPolicy(queued.sentence()))
                : Optional.empty();
    }
}
