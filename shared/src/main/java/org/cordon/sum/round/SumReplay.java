// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.round;

import java.util.List;
import org.cordon.suite.Scope;
import org.cordon.sum.epoch.ProtocolViolation;
import org.cordon.sum.epoch.Violation;
import org.cordon.sum.ring.Masks;
import org.cordon.sum.ring.RingVector;

/**
 * Computes a sum once more from what is left of its round: for who took no part, and trusts nobody who did.
 *
 * <p><b>Guarantees.</b> {@link #sum} is over just the certified survivors, of whom each masked vector is the one that its signed
 * upload statement fixes; every secret that takes masks off is the one that its owner's signed header commits to.
 *
 * <p><b>Does not check</b> that what is under the masks is within its bounds, nor the count slot.
 *
 * <p>Source: docs/protocol.md, Result: {@code result.self-masks}, {@code result.premasks}, {@code result.unmask}. One vector is in
 * memory beside the sum. Not thread-safe.
 */
public final class SumReplay {
    private final VerifiedCohort cohort;
    private final VerifiedSurvivors survivors;
    private final OpenedSecrets opened;
    private final RingVector sum;
    private int added;

    /**
     * Begins with nothing added.
     *
     * @param roster the members of the epoch
     * @throws ProtocolViolation if the certificate is not of these survivors, or a secret not what a header commits to
     */
    public SumReplay(
            RoundConfiguration configuration,
            List<Integer> roster,
            VerifiedCohort cohort,
            VerifiedSurvivors survivors,
            VerifiedCertificate certificate,
            OpenedSecrets opened) {
        if (!certificate.isFor(survivors, certificate.endorsements())) {
            throw violation(cohort.where(), Violation.STATEMENT_MISMATCH, "the certificate is of other survivors");
        }
        VerifiedResult.requireSecrets(roster, cohort, survivors, opened);
        this.cohort = cohort;
        this.survivors = survivors;
        this.opened = opened;
        this.sum = RingVector.zeros(configuration.ring(), configuration.words());
    }

    /** Demands that the secrets are those that the headers commit to; for who lacks the masked vectors. */
    public static void requireSecrets(
            List<Integer> roster, VerifiedCohort cohort, VerifiedSurvivors survivors, OpenedSecrets opened) {
        VerifiedResult.requireSecrets(roster, cohort, survivors, opened);
    }

    /**
     * Adds the next masked vector: of the lowest survivor first.
     *
     * @throws ProtocolViolation if the member is not the next survivor, or the vector not what it signed
     */
    public void add(int member, RingVector masked) {
        if (added == survivors.members().size() || member != survivors.members().get(added)) {
            throw violation(cohort.where(), Violation.WRONG_PAIRS, "member " + member + " is not the next survivor");
        }
        if (masked.length() != sum.length()
                || !masked.ring().equals(sum.ring())
                || !Commitments.vectorRoot(masked).equals(survivors.roots().getOrDefault(member, cohort.context()))) {
            throw violation(
                    cohort.where(), Violation.SUM_FORGED, "the vector of member " + member + " is not what it signed");
        }
        sum.addInPlace(masked);
        added++;
    }

    /** Whether every survivor's vector was added. */
    public boolean isComplete() {
        return added == survivors.members().size();
    }

    /** The sum without its masks; every survivor's vector must have been added. Ask once. */
    public RingVector sum() {
        if (!isComplete()) {
            throw new IllegalStateException(
                    "vectors must be " + survivors.members().size() + ", but were " + added);
        }
        try (MemberState.MaskSeeds seeds =
                Unmasking.seeds(cohort.where(), cohort.context(), opened.selfMasks(), opened.dropped())) {
            Masks.apply(sum, seeds.plus(), seeds.minus());
        }
        return sum;
    }

    private static ProtocolViolation violation(Scope where, Violation kind, String sentence) {
        return new ProtocolViolation(kind, Scope.COORDINATOR, where, sentence);
    }
}
