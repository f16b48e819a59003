// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.privacy;

import java.util.SortedMap;

/**
 * What is claimed, what attacks show of it, and what the same attacks show where there is nothing against them.
 *
 * <p>The fields are those of {@code --json}, see docs/privacy-card.md.
 */
record PrivacyCard(
        Claimed claimed,
        Bound mechanismAudit,
        OneRun oneRun,
        MembershipInference.Outcome membership,
        Inversion inversion,
        Controls controls) {
    /**
     * Of the charter.
     *
     * @param unit whose presence is hidden
     */
    record Claimed(double epsilon, double delta, String unit) {}

    /** On epsilon of all sums together, kept with this confidence. */
    record Bound(double lowerBound, double confidence) {}

    /**
     * Of the training.
     *
     * @param claimed epsilon of the steps that were done, by the charter's accountant
     */
    record OneRun(double lowerBound, double confidence, double claimed, int canaries, int steps) {}

    /** Relative errors of the row that is rebuilt. */
    record Inversion(double plain, double masked, double summed) {}

    /**
     * Without privacy.
     *
     * @param oneRun without noise
     * @param membership of a model that learnt its rows by heart
     * @param inversion a guess without any update
     */
    record Controls(
            MechanismControl mechanismAudit,
            Bound oneRun,
            MembershipInference.Outcome membership,
            InversionControl inversion) {}

    /**
     * Of one sum.
     *
     * @param claimed epsilon at the charter's delta
     * @param lowerBound on it, from which that on all sums follows
     * @param withoutCurve the lower bound that asks nothing of the mechanism
     * @param flaws the lower bound where something is wrong; above {@code claimed} it is caught
     */
    record MechanismControl(double claimed, double lowerBound, double withoutCurve, SortedMap<String, Double> flaws) {}

    /** The relative error of the mean row. */
    record InversionControl(double meanRow) {}
}
