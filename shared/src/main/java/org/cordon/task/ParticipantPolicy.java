// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.task;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.cordon.member.Threshold;
import org.cordon.task.PolicyDecision.Allowed;
import org.cordon.task.PolicyDecision.Reason;
import org.cordon.task.PolicyDecision.Refused;

/**
 * What one participant lets run on its own data, whatever the members approved.
 *
 * <p><b>Guarantees.</b> Allow-lists: what is not listed is refused. The thresholds of the consortium count, not what the
 * charter claims.
 *
 * <p><b>Does not check</b> signatures ({@link ApprovedCharter}) or a privacy budget.
 *
 * @param minHonest least t - f: how many honest inputs must lie in every sum
 * @param acceptCountsWithoutDp whether sums without differential privacy are accepted, from a charter with a waiver
 * @param computations names of the computations that may run
 * @param maxRounds most sums of one task, over all its stages
 * @param columns feature and label columns that a charter may declare
 */
public record ParticipantPolicy(
        int minHonest, boolean acceptCountsWithoutDp, Set<String> computations, int maxRounds, Set<String> columns) {
    /** Three honest inputs, met from five members on: with four, a sum hides an input among two. */
    public static final int DEFAULT_MIN_HONEST = 3;

    public ParticipantPolicy {
        computations = Set.copyOf(computations);
        columns = Set.copyOf(columns);
        if (minHonest < 2 || minHonest > Threshold.MAX_MEMBERS) {
            throw new IllegalArgumentException("minHonest must be in [2, 255], but was " + minHonest);
        }
        if (maxRounds < 1) {
            throw new IllegalArgumentException("maxRounds must be at least 1, but was " + maxRounds);
        }
    }

    /** The defaults: three honest inputs, no sums without differential privacy. */
    public static ParticipantPolicy strict(Set<String> computations, int maxRounds, Set<String> columns) {
        return new ParticipantPolicy(DEFAULT_MIN_HONEST, false, computations, maxRounds, columns);
    }

    /** The same policy, but sums without differential privacy are accepted from a charter with a waiver. */
    public ParticipantPolicy acceptingCountsWithoutDp() {
        return new ParticipantPolicy(minHonest, true, computations, maxRounds, columns);
    }

    /** Decides at a moment: also refuses a charter that has not begun or is over. */
    public PolicyDecision decide(Charter charter, Threshold threshold, Instant now) {
        return decided(Stream.of(
                checkCrowd(charter, threshold), checkTime(charter, now), checkPrivacy(charter), checkWork(charter)));
    }

    /** Decides without regard to time. */
    public PolicyDecision decide(Charter charter, Threshold threshold) {
        return decided(Stream.of(checkCrowd(charter, threshold), checkPrivacy(charter), checkWork(charter)));
    }

    private static PolicyDecision decided(Stream<Optional<Refused>> checks) {
        Optional<Refused> first = checks.flatMap(Optional::stream).findFirst();
        return first.isPresent() ? first.get() : new Allowed();
    }

    private Optional<Refused> checkCrowd(Charter charter, Threshold threshold) {
        if (threshold.honest() < minHonest) {
            return refused(
                    Reason.TOO_FEW_HONEST,
                    "a sum over " + threshold.members() + " members hides an input among " + threshold.honest()
                            + " honest ones, but the policy's minHonest is " + minHonest);
        }
        if (!charter.isKeptBy(threshold)) {
            return refused(
                    Reason.UNFIT_FOR_CONSORTIUM,
                    "the charter asks for " + charter.minSurvivors() + " inputs in a sum, " + charter.minHonest()
                            + " of them honest, which " + threshold.members() + " members cannot keep");
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

    private Optional<Refused> checkPrivacy(Charter charter) {
        if (charter.privacyWaiver().isEmpty()) {
            return refused(
                    Reason.PRIVACY_UNDECLARED,
                    "the charter declares neither differential privacy nor a privacyWaiver that says why there is none");
        }
        if (!acceptCountsWithoutDp) {
            return refused(
                    Reason.NO_DIFFERENTIAL_PRIVACY,
                    "the charter opens sums without differential privacy, but the policy's acceptCountsWithoutDp is"
                            + " false");
        }
        return Optional.empty();
    }

    private Optional<Refused> checkWork(Charter charter) {
        for (Stage stage : charter.stages()) {
            if (!computations.contains(stage.computation())) {
                return refused(
                        Reason.COMPUTATION_NOT_ALLOWED,
                        "the charter runs " + Text.quoted(stage.computation())
                                + ", which is not in the policy's computations");
            }
        }
        if (charter.maxRounds() > maxRounds) {
            return refused(
                    Reason.TOO_MANY_ROUNDS,
                    "the charter may open " + charter.maxRounds() + " sums, but the policy's maxRounds is "
                            + maxRounds);
        }
        return Stream.concat(charter.columns().stream(), charter.label().stream())
                .filter(column -> !columns.contains(column))
                .findFirst()
                .flatMap(column -> refused(
                        Reason.COLUMN_NOT_ALLOWED,
                        "the charter reads column " + Text.quoted(column) + ", which is not in the policy's columns"));
    }

    private static Optional<Refused> refused(Reason reason, String sentence) {
        return Optional.of(new Refused(reason, sentence));
    }
}
