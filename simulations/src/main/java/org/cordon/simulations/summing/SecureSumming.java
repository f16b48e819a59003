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

    /**
     * With so many threads for what is not called from several.
     *
     * @param seed of the run; keys do not follow from it
     * @param refusals hears why a k-regular sum was not opened, in a sentence
     */
    public SecureSumming(long seed, int threads, Consumer<String> refusals) {
        this.regular = new RegularSumming(seed, threads, refusals);
    }

    @Override
    public Round open(int number, List<Integer> cohort, int length, long maxAbs) {
        Summing summing = cohort.size() > Threshold.MAX_MEMBERS ? regular : production;
        return summing.open(number, cohort, length, maxAbs);
    }
}
