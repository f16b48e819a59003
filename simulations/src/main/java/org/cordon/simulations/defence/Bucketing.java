// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.defence;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Averages a few updates at random before another defence looks, so that unlike data does not look like an attack.
 *
 * <p>Source: Karimireddy et al. 2022, Algorithm 1. A bucket with one harmful update is harmful. Updates of a bucket count by weight.
 *
 * <p>A sum over a bucket is a sum over fewer exchanges than the secure sum allows: for simulations only.
 *
 * @param size updates in a bucket, 1 and up
 * @param inner what looks at the buckets
 */
public record Bucketing(int size, Defence inner) implements Defence {
    public Bucketing {
        Sums.require(size >= 1 && size <= 10_000, "size of a bucket must be in [1, 10000]", size);
        if (inner.isSumOnly()) {
            throw new IllegalArgumentException("defence on buckets must look at them, but works on the sum alone");
        }
    }

    @Override
    public double[] combine(Updates updates) {
        int[] order = shuffled(updates.list().size(), updates.random());
        List<double[]> buckets = new ArrayList<>();
        List<Double> weights = new ArrayList<>();
        for (int from = 0; from < order.length; from += size) {
            int to = Math.min(order.length, from + size);
            List<double[]> bucket = new ArrayList<>();
            double[] inside = new double[to - from];
            double weight = 0;
            for (int i = from; i < to; i++) {
                bucket.add(updates.list().get(order[i]));
                inside[i - from] = updates.weights()[order[i]];
                weight += inside[i - from];
            }
            buckets.add(Sums.weightedMean(bucket, inside));
            weights.add(weight);
        }
        return inner.combine(new Updates(
                updates.round(),
                buckets,
                weights.stream().mapToDouble(Double::doubleValue).toArray(),
                Math.min(updates.harmful(), buckets.size()),
                updates.previous(),
                updates.random()));
    }

    /** With buckets of one the order stays, so that it is the inner defence exactly. */
    private int[] shuffled(int count, SplittableRandom random) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = i;
        }
        for (int last = count - 1; last > 0 && size > 1; last--) {
            int drawn = (int) (((random.nextLong() >>> 33) * (last + 1L)) >>> 31);
            int kept = order[last];
            order[last] = order[drawn];
            order[drawn] = kept;
        }
        return order;
    }
}
