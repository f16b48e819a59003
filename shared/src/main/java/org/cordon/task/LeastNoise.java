// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.task;

import java.util.function.LongFunction;
import org.cordon.privacy.Release;
import org.cordon.privacy.accountant.AccountantRefused;
import org.cordon.privacy.accountant.Composition;

/**
 * Finds noise multipliers: as little noise as epsilon and delta allow.
 *
 * <p><b>Guarantees.</b> What is found is rounded up to thousandths and never costs more than was allowed.
 */
public final class LeastNoise {
    /** Of epsilon, what counts of rows alone may take where a model is trained beside them and gets the rest. */
    public static final double SHARE_OF_COUNTS = 0.2;

    private static final long STEP_MICRO = 1_000;
    private static final long MOST_STEPS = Release.MAX_MULTIPLIER_MICRO / STEP_MICRO;

    private LeastNoise() {}

    /**
     * The least multiplier, in millionths, under which epsilon is at most {@code most} at the delta and by the accountant of the terms.
     *
     * @param at what is opened under a multiplier
     * @throws IllegalArgumentException if no multiplier is enough
     */
    public static long micro(PrivacyTerms terms, LongFunction<Composition> at, double most) {
        long high = 1_000;
        while (high < MOST_STEPS && !fits(terms, at, high, most)) {
            high = Math.min(MOST_STEPS, 2 * high);
        }
        if (!fits(terms, at, high, most)) {
            throw new IllegalArgumentException("epsilon must be within reach of a noise multiplier of "
                    + MOST_STEPS / 1000 + ", but no noise is enough for " + most + " at delta 1e-"
                    + terms.deltaExponent() + "; ask for fewer rounds or a larger epsilon");
        }
        long low = 1;
        while (low < high) {
            long middle = (low + high) / 2;
            if (fits(terms, at, middle, most)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return high * STEP_MICRO;
    }

    private static boolean fits(PrivacyTerms terms, LongFunction<Composition> at, long steps, double most) {
        try {
            return PrivacyPlan.epsilon(terms, at.apply(steps * STEP_MICRO)) <= most;
        } catch (AccountantRefused | IllegalArgumentException tooLittleNoise) {
            return false;
        }
    }
}
