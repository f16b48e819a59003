// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.summing;

import java.util.List;
import java.util.function.Consumer;
import org.cordon.member.Threshold;

/**
 * Adds with masks: by production's protocol for as many exchanges as it takes, by the k-regular sum for more.
 *
 * <p>Source: {@link ProtocolSumming} and {@link RegularSumming}, which say what each protects.
 */
public final class SecureSumming implements Summing {
    private final ProtocolSumming production = new ProtocolSumming();
    private final RegularSumming regular;
    private final Consumer<String> refusals;

    /**
     * With so many threads for what is not called from several.
     *
     * @param seed of the run; keys do not follow from it
     * @param refusals hears why a sum that is never opened, or a k-regular one, was not, in a sentence
     */
    public SecureSumming(long seed, int threads, Consumer<String> refusals) {
        this.regular = new RegularSumming(seed, threads, refusals);
        this.refusals = refusals;
    }

    @Override
    public int fewest() {
        return production.fewest();
    }

    @Override
    public Round open(int number, List<Integer> cohort, int length, long maxAbs) {
        if (cohort.size() < fewest()) {
            refusals.accept("the sum was not opened: " + cohort.size() + " exchanges are there, but " + fewest()
                    + " are needed");
        }
        Summing summing = cohort.size() > Threshold.MAX_MEMBERS ? regular : production;
        return summing.open(number, cohort, length, maxAbs);
    }
}
