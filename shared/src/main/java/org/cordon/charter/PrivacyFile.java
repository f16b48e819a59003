// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.charter;

import java.util.Optional;
import org.cordon.privacy.PrivacyUnit;
import org.cordon.privacy.UnitBound;
import org.cordon.task.PrivacyTerms;

/**
 * Differential privacy that a charter declares. A charter holds whole numbers: epsilon and norms are millionths in it, delta is a
 * power of ten, so the file's numbers are demanded to be such.
 *
 * @param contributionBound 1 where it is left out
 * @param reason why a record is the unit
 * @param epsilon of all sums together
 * @param clipNorm bound on a unit's gradient, where it stays; this or {@code adaptive}
 * @param adaptive how it follows the norms
 */
record PrivacyFile(
        PrivacyUnit unit,
        Optional<Integer> contributionBound,
        Optional<String> reason,
        double epsilon,
        double delta,
        Optional<Double> clipNorm,
        Optional<Adaptive> adaptive,
        PrivacyTerms.Accountant accountant) {
    /** Terms that any stage under noise can stand under. */
    static final PrivacyFile TRIAL = new PrivacyFile(
            PrivacyUnit.CUSTOMER,
            Optional.of(1),
            Optional.empty(),
            1,
            1e-6,
            Optional.of(1.0),
            Optional.empty(),
            PrivacyTerms.Accountant.RDP);

    PrivacyFile {
        if (clipNorm.isPresent() == adaptive.isPresent()) {
            throw new IllegalArgumentException("clipNorm or adaptive must be given, and not both, but "
                    + (clipNorm.isPresent() ? "both were" : "neither was"));
        }
        PrivacyTerms unused = new PrivacyTerms(
                bound(unit, contributionBound),
                reason,
                PrivacyTerms.micro("epsilon", epsilon),
                PrivacyTerms.exponent(delta),
                clip(clipNorm, adaptive),
                accountant);
    }

    /**
     * A clip norm that follows a quantile of the norms.
     *
     * @param clipNorm of the first sum
     * @param quantile above 0 and below 1, a hundredth
     */
    record Adaptive(double clipNorm, double quantile) {
        Adaptive {
            PrivacyTerms.Clip.Adaptive unused = terms(clipNorm, quantile);
        }

        PrivacyTerms.Clip.Adaptive terms() {
            return terms(clipNorm, quantile);
        }

        private static PrivacyTerms.Clip.Adaptive terms(double clipNorm, double quantile) {
            return new PrivacyTerms.Clip.Adaptive(
                    PrivacyTerms.micro("clipNorm", clipNorm),
                    Math.toIntExact(PrivacyTerms.scaled("quantile", quantile, 2)));
        }
    }

    UnitBound protects() {
        return bound(unit, contributionBound);
    }

    PrivacyTerms terms() {
        return new PrivacyTerms(
                protects(),
                reason,
                PrivacyTerms.micro("epsilon", epsilon),
                PrivacyTerms.exponent(delta),
                clip(clipNorm, adaptive),
                accountant);
    }

    private static UnitBound bound(PrivacyUnit unit, Optional<Integer> contributionBound) {
        return new UnitBound(unit, contributionBound.orElse(1));
    }

    private static PrivacyTerms.Clip clip(Optional<Double> clipNorm, Optional<Adaptive> adaptive) {
        return clipNorm.<PrivacyTerms.Clip>map(
                        norm -> new PrivacyTerms.Clip.Fixed(PrivacyTerms.micro("clipNorm", norm)))
                .orElseGet(() -> adaptive.orElseThrow().terms());
    }
}
