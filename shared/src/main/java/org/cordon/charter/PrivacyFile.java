// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.charter;

import java.util.Optional;
import java.util.stream.Stream;
import org.cordon.privacy.PrivacyUnit;
import org.cordon.privacy.UnitBound;
import org.cordon.task.PrivacyTerms;

/**
 * Differential privacy that a charter declares.
 *
 * @param contributionBound 1 where it is left out
 * @param reason why a record is the unit
 */
record PrivacyFile(
        PrivacyUnit unit,
        Optional<Integer> contributionBound,
        Optional<String> reason,
        long epsilonMicro,
        int deltaExponent,
        Clip clip,
        PrivacyTerms.Accountant accountant) {
    PrivacyFile {
        PrivacyTerms unused =
                terms(bound(unit, contributionBound), reason, epsilonMicro, deltaExponent, clip, accountant);
    }

    /** Exactly one of the two. */
    record Clip(Optional<PrivacyTerms.Clip.Fixed> fixed, Optional<PrivacyTerms.Clip.Adaptive> adaptive) {
        Clip {
            if (fixed.isPresent() == adaptive.isPresent()) {
                throw new IllegalArgumentException(
                        "clip must be one of fixed and adaptive, but was " + (fixed.isPresent() ? "both" : "neither"));
            }
        }

        PrivacyTerms.Clip terms() {
            return Stream.<Optional<? extends PrivacyTerms.Clip>>of(fixed, adaptive)
                    .flatMap(Optional::stream)
                    .findFirst()
                    .orElseThrow();
        }
    }

    UnitBound protects() {
        return bound(unit, contributionBound);
    }

    PrivacyTerms terms() {
        return terms(protects(), reason, epsilonMicro, deltaExponent, clip, accountant);
    }

    private static UnitBound bound(PrivacyUnit unit, Optional<Integer> contributionBound) {
        return new UnitBound(unit, contributionBound.orElse(1));
    }

    private static PrivacyTerms terms(
            UnitBound protects,
            Optional<String> reason,
            long epsilonMicro,
            int deltaExponent,
            Clip clip,
            PrivacyTerms.Accountant accountant) {
        return new PrivacyTerms(protects, reason, epsilonMicro, deltaExponent, clip.terms(), accountant);
    }
}
