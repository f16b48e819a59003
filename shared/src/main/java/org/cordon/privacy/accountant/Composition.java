// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy.accountant;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Releases about the same data, in the order they were made; unlike mechanisms may be mixed. Immutable.
 *
 * <p><b>Guarantees.</b> Adaptive composition: later releases may depend on earlier ones, as long as their parameters were
 * fixed before. Two compositions with the same releases in another order or grouping get the same epsilon up to rounding;
 * with the same releases in the same order, the same bits on every machine.
 *
 * @param releases what was released, and how often
 */
public record Composition(List<Release> releases) {
    /**
     * One mechanism, used a number of times.
     *
     * @param mechanism what was released
     * @param count how many times
     */
    public record Release(Mechanism mechanism, long count) {
        public Release {
            Parameters.requireReleases(count);
        }
    }

    /** Nothing released: epsilon is 0. */
    public static final Composition NONE = new Composition(List.of());

    public Composition {
        releases = List.copyOf(releases);
    }

    /** One mechanism, {@code count} times. */
    public static Composition of(Mechanism mechanism, long count) {
        return NONE.plus(mechanism, count);
    }

    /** These releases and {@code count} more. */
    public Composition plus(Mechanism mechanism, long count) {
        List<Release> more = new ArrayList<>(releases);
        int last = more.size() - 1;
        if (last >= 0 && more.get(last).mechanism().equals(mechanism)) {
            more.set(last, new Release(mechanism, Math.addExact(more.get(last).count(), count)));
        } else {
            more.add(new Release(mechanism, count));
        }
        return new Composition(more);
    }

    /** How many releases there are. */
    public long count() {
        return releases.stream().mapToLong(Release::count).reduce(0, Math::addExact);
    }

    /**
     * The same privacy loss with as few parts as possible: equal mechanisms joined, and all Gaussians as one, since {@code
     * k} of them with multipliers {@code z_i} are one with {@code (sum z_i^-2)^-1/2} (Dong, Roth and Su 2022, corollary 3.3).
     */
    Composition merged() {
        Map<Mechanism, Long> counts = new LinkedHashMap<>();
        double inverseSquares = 0;
        for (Release release : releases) {
            if (gaussianMultiplier(release.mechanism()) > 0) {
                double multiplier = gaussianMultiplier(release.mechanism());
                inverseSquares += release.count() / (multiplier * multiplier);
            } else {
                counts.merge(release.mechanism(), release.count(), Math::addExact);
            }
        }
        List<Release> parts = new ArrayList<>();
        if (inverseSquares > 0) {
            double multiplier = 1 / Math.sqrt(inverseSquares);
            if (multiplier < Parameters.LEAST_NOISE) {
                throw new AccountantRefused(
                        "The Gaussian releases together must have a noise multiplier of at least 0.001, but have "
                                + multiplier,
                        "Add noise, or release less often: epsilon would be above 500000");
            }
            parts.add(new Release(new Mechanism.Gaussian(multiplier), 1));
        }
        counts.forEach((mechanism, count) -> parts.add(new Release(mechanism, count)));
        return new Composition(parts);
    }

    /** The multiplier of a mechanism that is a Gaussian, else 0. */
    private static double gaussianMultiplier(Mechanism mechanism) {
        if (mechanism instanceof Mechanism.Gaussian gaussian) {
            return gaussian.noiseMultiplier();
        }
        if (mechanism instanceof Mechanism.PoissonGaussian sampled && sampled.samplingRate() == 1) {
            return sampled.noiseMultiplier();
        }
        return 0;
    }
}
