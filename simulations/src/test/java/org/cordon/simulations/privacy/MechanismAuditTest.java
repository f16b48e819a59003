// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import org.cordon.privacy.DiscreteGaussian;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One sum between clipping and division, with exactly t exchanges of which f tell their noise.
 *
 * <p>Seeds are fixed; with another a sound mechanism is refuted with a chance of 1 % at most, and each flaw passes with a chance
 * below 10^-6, as its bound lies five standard errors or more above the claim.
 */
class MechanismAuditTest {
    private static final int RUNS = 60_000;
    private static final long SEED = 5;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 7})
    void theBoundOfASoundMechanismIsCloseBelowTheClaim(int exchanges) {
        AuditedTask task = PrivateCharter.task(directory, exchanges);
        MechanismAudit.Outcome outcome = new MechanismAudit(task).run(Flaw.NONE, RUNS, SEED);

        System.out.println(exchanges + " exchanges: claimed " + task.epsilonOfOneSum() + ", " + outcome);
        assertTight(task, outcome);
        assertThat(outcome.ofAny()).isBetween(0.25 * task.epsilonOfOneSum(), task.epsilonOfOneSum());
        double ofTask = task.epsilonAt(task.share().release().multiplier());
        assertThat(outcome.ofTask()).isBetween(0.7 * ofTask, ofTask);
    }

    @Test
    @Tag("long")
    void aMillionRunsAreCloser() {
        AuditedTask task = PrivateCharter.task(directory, 5);
        MechanismAudit.Outcome outcome = new MechanismAudit(task).run(Flaw.NONE, 1_000_000, SEED);

        System.out.println("one sum: claimed " + task.epsilonOfOneSum() + ", " + outcome);
        assertTight(task, outcome);
        assertThat(outcome.ofOneSum()).isGreaterThan(0.95 * task.epsilonOfOneSum());
    }

    private static void assertTight(AuditedTask task, MechanismAudit.Outcome outcome) {
        assertThat(outcome.ofOneSum()).isBetween(0.7 * task.epsilonOfOneSum(), task.epsilonOfOneSum());
    }

    @ParameterizedTest
    @EnumSource(
            value = Flaw.class,
            mode = Mode.EXCLUDE,
            names = {"NONE", "ROUNDED_GAUSSIAN"})
    void everyFlawThatWeakensPrivacyIsCaught(Flaw flaw) {
        AuditedTask task = PrivateCharter.task(directory, 5);

        assertThat(new MechanismAudit(task).run(flaw, RUNS, SEED).ofOneSum()).isGreaterThan(task.epsilonOfOneSum());
    }

    /**
     * It hides as much as the exact one until its tails are told apart; what gives it away are its low bits and its source, and where
     * it is narrow its law. {@code CodeRulesTest} keeps {@code java.util.Random} out of the code that draws noise.
     */
    @Test
    void aRoundedGaussianPassesHereAndFailsTheTestOfItsLaw() {
        AuditedTask task = PrivateCharter.task(directory, 5);
        assertTight(task, new MechanismAudit(task).run(Flaw.ROUNDED_GAUSSIAN, RUNS, SEED));

        SplittableRandom random = new SplittableRandom(SEED);
        try (DiscreteGaussian exact = new DiscreteGaussian(1, new SeededRandomness(SEED))) {
            // chi-square with 6 degrees of freedom: above 40 with a chance below 10^-6
            assertThat(chiSquare(exact::sample)).isLessThan(40);
            assertThat(chiSquare(() -> Math.round(random.nextGaussian()))).isGreaterThan(40);
        }
    }

    /** Against exp(-x^2/2), with 3 and beyond as one. */
    private static double chiSquare(LongSupplier sampler) {
        int draws = 100_000;
        int[] counts = new int[7];
        for (int i = 0; i < draws; i++) {
            counts[3 + (int) Math.max(-3, Math.min(3, sampler.getAsLong()))]++;
        }
        double total = 0;
        for (int x = -40; x <= 40; x++) {
            total += Math.exp(-x * x / 2.0);
        }
        double statistic = 0;
        double tail = 0;
        for (int x = 3; x <= 40; x++) {
            tail += Math.exp(-x * x / 2.0) / total;
        }
        for (int x = -3; x <= 3; x++) {
            double expected = draws * (Math.abs(x) == 3 ? tail : Math.exp(-x * x / 2.0) / total);
            statistic += (counts[3 + x] - expected) * (counts[3 + x] - expected) / expected;
        }
        return statistic;
    }
}
