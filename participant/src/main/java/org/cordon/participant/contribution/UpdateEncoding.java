// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import org.cordon.computation.network.UpdateBounds;

/**
 * How an update becomes the integers of a contribution, as {@link UpdateBounds} says: shrunk as a whole, weighed by rows,
 * rounded.
 */
public final class UpdateEncoding {
    private final UpdateBounds bounds;

    public UpdateEncoding(UpdateBounds bounds) {
        this.bounds = bounds;
    }

    /**
     * An update as integers.
     *
     * @param words one per coordinate, then the weight
     * @param shrink the factor that brought the update within the bounds, at most 1
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Encoded(long[] words, double shrink) {}

    /** Encodes the update of an exchange that trained on {@code rows} rows. */
    public Encoded encode(double[] update, int rows) {
        double squares = 0;
        double largest = 0;
        for (double delta : update) {
            squares += delta * delta;
            largest = Math.max(largest, Math.abs(delta));
        }
        long weight = Math.min(rows, bounds.maxWeight());
        double share = (double) weight / bounds.maxWeight();
        double shrink = bounds.shrink(Math.sqrt(squares), largest);
        double factor = bounds.scale() * share * shrink;
        long[] words = new long[update.length + 1];
        for (int k = 0; k < update.length; k++) {
            words[k] = (long) Math.rint(factor * update[k]);
        }
        words[update.length] = weight;
        return new Encoded(words, shrink);
    }

    /** The mean update that a sum of words with this weight stands for; zeros at weight 0. */
    public double[] decode(long[] sum, int length, long weight) {
        double[] mean = new double[length];
        if (weight != 0) {
            for (int k = 0; k < length; k++) {
                mean[k] = bounds.mean(sum[k], weight);
            }
        }
        return mean;
    }
}
