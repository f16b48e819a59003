// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.experiment;

import java.util.Optional;
import org.cordon.privacy.PrivacyUnit;
import org.cordon.privacy.UnitBound;
import org.cordon.task.PrivacyTerms;

/**
 * Differential privacy that all sums of a run keep together, as a charter's file says it.
 *
 * @param unit whose presence is hidden: that of a record
 * @param epsilon of all sums together
 * @param delta 1e-6 where it is left out
 * @param accountant loss distributions where it is left out
 */
public record Privacy(
        Optional<PrivacyUnit> unit,
        double epsilon,
        Optional<Double> delta,
        Optional<PrivacyTerms.Accountant> accountant) {
    static final double USUAL_DELTA = 1e-6;

    public Privacy {
        Checks.require(
                unit.orElse(PrivacyUnit.RECORD) == PrivacyUnit.RECORD,
                "unit must be record, the one unit of an experiment, but was customer");
        PrivacyTerms unused = terms(epsilon, delta, accountant);
    }

    /** What a charter would promise. */
    public PrivacyTerms terms() {
        return terms(epsilon, delta, accountant);
    }

    /** Sums of rows are not clipped, or by bounds of their own: the clip norm of gradients does nothing. */
    private static PrivacyTerms terms(
            double epsilon, Optional<Double> delta, Optional<PrivacyTerms.Accountant> accountant) {
        return new PrivacyTerms(
                UnitBound.RECORD,
                Optional.of("a simulation"),
                PrivacyTerms.micro("epsilon", epsilon),
                PrivacyTerms.exponent(delta.orElse(USUAL_DELTA)),
                new PrivacyTerms.Clip.Fixed(PrivacyTerms.micro("clipNorm", 1)),
                accountant.orElse(PrivacyTerms.Accountant.PLD));
    }
}
