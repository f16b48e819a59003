// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.task;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.cordon.member.Threshold;
import org.cordon.task.PolicyDecision.Allowed;
import org.cordon.task.PolicyDecision.Reason;
import org.cordon.task.PolicyDecision.Refused;

/**
 * What one participant lets run on its own data, whatever was approved elsewhere.
 *
 * <p><b>Guarantees.</b> Limits bind first, whatever the rules say; the first rule that is broken is named. The thresholds of
 * the consortium count, not what the charter claims. The same charter, consortium, moment and counts give the same decision.
 *
 * <p><b>Does not check</b> signatures ({@link SignedCharter}), keep a privacy budget over tasks, count rounds, or ask the
 * person to whom a charter is left.
 *
 * @param hours in which rounds are entered; at any hour where they are left out
 */
public record ParticipantPolicy(PolicyRules rules, PolicyLimits limits, Optional<OpeningHours> hours) {

    /** The defaults: three honest inputs, no sums without differential privacy, and what is not listed is refused. */
    public static ParticipantPolicy strict(Set<String> computations, int maxRounds, Set<String> columns) {
        return new ParticipantPolicy(
                PolicyRules.strict(computations, columns), PolicyLimits.strict(maxRounds), Optional.empty());
    }

    /** The same policy, but sums without differential privacy are accepted from a charter with a waiver. */
    public ParticipantPolicy acceptingCountsWithoutDp() {
        PolicyRules accepting = new PolicyRules(
                rules.allow(), rules.queue(), rules.refuse(), rules.otherwise(), PolicyRules.CountsWithoutDp.ACCEPT);
        return new ParticipantPolicy(accepting, limits, hours);
    }

    /** Whether charters that waive differential privacy are accepted without a person. */
    public boolean acceptCountsWithoutDp() {
        return rules.countsWithoutDp() == PolicyRules.CountsWithoutDp.ACCEPT;
    }

    /** Decides at a moment: also refuses a charter that has not begun or is over. */
    public PolicyDecision decide(Charter charter, Threshold threshold, Instant now) {
        return checkTime(charter, now).<PolicyDecision>map(no -> no).orElseGet(() -> decide(charter, threshold));
    }

    /** Decides without regard to time. */
    public PolicyDecision decide(Charter charter, Threshold threshold) {
        Demand demand = Demand.of(charter);
        Optional<Refused> first = checkCrowd(charter, threshold)
                .or(() -> checkPrivacy(demand))
                .or(() -> checkSize(demand))
                .or(() -> checkRecords(demand));
        return first.isPresent() ? first.get() : rules.decide(demand);
    }

    /**
     * Decides on entering a round.
     *
     * @param ofTask rounds of the task that were entered before
     * @param inADay rounds of all tasks that were entered in the 24 hours before
     */
    public PolicyDecision mayEnter(int ofTask, int inADay, Instant now) {
        return Stream.of(checkRounds(ofTask), checkDay(inADay), checkHours(now))
                .flatMap(Optional::stream)
                .findFirst()
                .<PolicyDecision>map(no -> no)
                .orElseGet(Allowed::new);
    }

    private Optional<Refused> checkCrowd(Charter charter, Threshold threshold) {
        if (threshold.honest() < limits.minHonest()) {
            return refused(
                    Reason.TOO_FEW_HONEST,
                    "a sum over " + threshold.members() + " members hides an input among " + threshold.honest()
                            + " honest ones, but the policy's minHonest is " + limits.minHonest());
        }
        try {
            charter.requireFits(threshold);
        } catch (IllegalArgumentException unfit) {
            return refused(Reason.UNFIT_FOR_CONSORTIUM, "the charter's " + unfit.getMessage());
        }
        int least = Math.max(charter.minSurvivors(), threshold.threshold());
        if (least < limits.minCohort()) {
            return refused(
                    Reason.COHORT_TOO_SMALL,
                    "a sum may hold " + least + " inputs, but the policy's minCohort is " + limits.minCohort());
        }
        return Optional.empty();
    }

    private static Optional<Refused> checkTime(Charter charter, Instant now) {
        if (now.isBefore(charter.notBefore())) {
            return refused(
                    Reason.NOT_YET_VALID,
                    "the task begins at " + charter.notBefore() + ", but it is " + now
                            + "; wait, or set this machine's clock");
        }
        if (!now.isBefore(charter.expiry())) {
            return refused(
                    Reason.EXPIRED,
                    "the task ended at " + charter.expiry() + " and it is " + now + "; it needs a new charter");
        }
        return Optional.empty();
    }

    private Optional<Refused> checkPrivacy(Demand demand) {
        if (demand.privacy().isEmpty() && demand.privacyWaiver().isEmpty()) {
            return refused(
                    Reason.PRIVACY_UNDECLARED,
                    "the charter declares neither differential privacy nor a privacyWaiver that says why there is none");
        }
        return demand.privacy()
                .flatMap(loss -> checkLoss("epsilon", loss.epsilon(), limits.epsilon())
                        .or(() -> checkLoss("delta", loss.delta(), limits.delta())));
    }

    private static Optional<Refused> checkLoss(String name, BigDecimal asked, Optional<BigDecimal> limit) {
        return limit.filter(most -> asked.compareTo(most) > 0)
                .flatMap(most -> refused(
                        Reason.PRIVACY_LOSS_TOO_LARGE,
                        "the charter's " + name + " is " + asked + ", but the policy's limits." + name + " is "
                                + most));
    }

    private Optional<Refused> checkSize(Demand demand) {
        if (demand.rounds() > limits.rounds()) {
            return refused(
                    Reason.TOO_MANY_ROUNDS,
                    "the charter may open " + demand.rounds() + " sums, but the policy's limits.rounds is "
                            + limits.rounds());
        }
        return limits.columns()
                .filter(most -> demand.columns().size() > most)
                .flatMap(most -> refused(
                        Reason.TOO_MANY_COLUMNS,
                        "the charter reads " + demand.columns().size() + " columns, but the policy's limits.columns is "
                                + most));
    }

    private Optional<Refused> checkRecords(Demand demand) {
        if (limits.requireDpia() && demand.dpia().isEmpty()) {
            return refused(
                    Reason.NO_DPIA,
                    "the charter names no data-protection impact assessment, but the policy's requireDpia is true");
        }
        return limits.retention()
                .filter(most -> demand.retention()
                        .filter(asked -> asked.compareTo(most) <= 0)
                        .isEmpty())
                .flatMap(most -> refused(
                        Reason.KEPT_TOO_LONG,
                        "the charter keeps the result "
                                + demand.retention().map(Object::toString).orElse("for a time that it does not say")
                                + ", but the policy's limits.retention is " + most));
    }

    private Optional<Refused> checkRounds(int ofTask) {
        return ofTask < limits.rounds()
                ? Optional.empty()
                : refused(
                        Reason.TOO_MANY_ROUNDS,
                        ofTask + " rounds of this task were entered, and the policy's limits.rounds is "
                                + limits.rounds());
    }

    private Optional<Refused> checkDay(int inADay) {
        return limits.roundsADay()
                .filter(most -> inADay >= most)
                .flatMap(most -> refused(
                        Reason.TOO_MANY_ROUNDS_A_DAY,
                        inADay + " rounds were entered in 24 hours, and the policy's limits.roundsADay is " + most));
    }

    private Optional<Refused> checkHours(Instant now) {
        return hours.filter(open -> !open.contain(now))
                .flatMap(open -> refused(
                        Reason.OUTSIDE_HOURS,
                        "it is " + now + ", outside the policy's hours " + open + "; they begin at "
                                + open.nextAfter(now)));
    }

    private static Optional<Refused> refused(Reason reason, String sentence) {
        return Optional.of(new Refused(reason, sentence));
    }
}
