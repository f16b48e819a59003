// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.network;

import org.cordon.model.CanonicalReader;
import org.cordon.model.CanonicalWriter;

/**
 * The public bounds on an update, and how it becomes integers.
 *
 * <p>An update above a bound is shrunk <em>as a whole</em>, which keeps its direction: by the largest factor of at most
 * 1 that brings its L2 norm to {@code clipNorm} and its largest coordinate to {@code coordinateBound}. Word k is then
 * {@code rint(scale * (w / maxWeight) * delta_k)} with {@code scale = 2^(valueBits - 1) / coordinateBound}, so it
 * cannot leave its range; no coordinate is ever cut on its own. One step of a word is {@code coordinateBound /
 * 2^(valueBits - 1)} of an update at full weight: choose coordinateBound near the largest coordinate expected and
 * maxWeight near the largest exchange.
 *
 * @param clipNorm bound on the L2 norm of an update, above 0
 * @param coordinateBound bound on each coordinate of it, above 0 and at most clipNorm
 * @param valueBits bits of a word with its sign, 8 to 32
 * @param maxWeight the most rows an exchange weighs; one with more weighs this. 1 to 2^40
 */
public record UpdateBounds(double clipNorm, double coordinateBound, int valueBits, long maxWeight) {
    public UpdateBounds {
        require(clipNorm > 0 && clipNorm <= 1e9, "clipNorm", "in (0, 1e9]", clipNorm);
        require(
                coordinateBound > 0 && coordinateBound <= clipNorm,
                "coordinateBound",
                "in (0, clipNorm]",
                coordinateBound);
        require(valueBits >= 8 && valueBits <= 32, "valueBits", "in [8, 32]", valueBits);
        require(maxWeight >= 1 && maxWeight <= 1L << 40, "maxWeight", "in [1, 2^40]", (double) maxWeight);
    }

    /** The largest absolute value of a word. */
    public long maxWord() {
        return 1L << (valueBits - 1);
    }

    /** Words per unit of update at full weight. */
    public double scale() {
        return maxWord() / coordinateBound;
    }

    /** The factor, at most 1, that brings an update with this norm and largest coordinate within the bounds. */
    public double shrink(double l2, double largest) {
        double factor = 1;
        if (l2 > clipNorm) {
            factor = clipNorm / l2;
        }
        if (largest * factor > coordinateBound) {
            factor = coordinateBound / largest;
        }
        return factor;
    }

    /** The coordinate of the mean update that a summed word stands for. */
    public double mean(long summed, long weight) {
        return ((double) summed * maxWeight) / (scale() * weight);
    }

    void writeTo(CanonicalWriter writer) {
        writer.f64(clipNorm).f64(coordinateBound).u8(valueBits).i64(maxWeight);
    }

    static UpdateBounds readFrom(CanonicalReader reader) {
        return new UpdateBounds(reader.f64("clipNorm"), reader.f64("coordinateBound"), reader.u8(), reader.i64());
    }

    private static void require(boolean holds, String name, String rule, double value) {
        if (!holds) {
            throw new IllegalArgumentException(name + " must be " + rule + ", but was " + value);
        }
    }
}
