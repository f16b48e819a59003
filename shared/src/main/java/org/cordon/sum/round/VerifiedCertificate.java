// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.round;

import java.util.List;
import org.cordon.suite.Scope;
import org.cordon.suite.Signed;
import org.cordon.sum.epoch.ProtocolViolation;
import org.cordon.sum.epoch.Roll;
import org.cordon.sum.epoch.Violation;

/**
 * t signatures of distinct survivors on one statement; as 2t > N + f, at most one exists in a round.
 *
 * @param endorsements ascending by sender, every one checked
 */
public record VerifiedCertificate(List<Signed<RoundBody.Endorsement>> endorsements) {
    public VerifiedCertificate {
        endorsements = List.copyOf(endorsements);
    }

    /** Whether this is that very certificate, verified before for these survivors. */
    boolean isFor(VerifiedSurvivors survivors, List<Signed<RoundBody.Endorsement>> shown) {
        return endorsements.equals(shown)
                && shown.stream().allMatch(e -> e.body().survivors().equals(survivors.statement()));
    }

    /** Checks a certificate against the survivors it must endorse. */
    public static VerifiedCertificate verify(
            Roll roll, Scope where, VerifiedSurvivors survivors, List<Signed<RoundBody.Endorsement>> endorsements) {
        // Spec: docs/protocol.md#survivors.certificate
        List<Integer> signers =
                endorsements.stream().map(e -> e.body().scope().sender()).toList();
        roll.requireAscending(signers, where, Scope.COORDINATOR);
        int t = roll.threshold().threshold();
        if (signers.size() < t || !survivors.members().containsAll(signers)) {
            throw new ProtocolViolation(
                    Violation.CERTIFICATE_TOO_SMALL,
                    Scope.COORDINATOR,
                    where,
                    "a certificate needs " + t + " survivors, but was signed by " + signers.size());
        }
        for (Signed<RoundBody.Endorsement> endorsement : endorsements) {
            int sender = endorsement.body().scope().sender();
            if (!endorsement.body().survivors().equals(survivors.statement())) {
                throw new ProtocolViolation(
                        Violation.STATEMENT_MISMATCH,
                        Scope.COORDINATOR,
                        where,
                        "member " + sender + " endorsed other survivors");
            }
            roll.require(endorsement, where.from(sender), Scope.COORDINATOR);
        }
        return new VerifiedCertificate(endorsements);
    }
}
