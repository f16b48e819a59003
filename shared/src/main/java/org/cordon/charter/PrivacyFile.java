// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.charter;

import java.util.Optional;
import java.util.stream.Stream;
import org.cordon.task.PrivacyTerms;

/**
 * Differential privacy that a charter declares.
 *
 * @param contributionBound 1 where it is left out
 */
record PrivacyFile(
        PrivacyTerms.Unit unit,
        Optional<Integer> contributionBound,
        long epsilonMicro,
        int deltaExponent,
        Clip clip,
        PrivacyTerms.Accountant accountant) {
    PrivacyFile {
        PrivacyTerms unused = terms(unit, contributionBound, epsilonMicro, deltaExponent, clip, accountant);
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

    PrivacyTerms terms() {
        return terms(unit, contributionBound, epsilonMicro, deltaExponent, clip, accountant);
    }

    private static PrivacyTerms terms(
            PrivacyTerms.Unit unit,
            Optional<Integer> contributionBound,
            long epsilonMicro,
            int deltaExponent,
            Clip clip,
            PrivacyTerms.Accountant accountant) {
        return new PrivacyTerms(
                unit, contributionBound.orElse(1), epsilonMicro, deltaExponent, clip.terms(), accountant);
    }
}
