// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy.accountant;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Privacy loss distributions: the tight accountant. Losses of one release are put on a grid in both directions (a unit is
 * added, a unit is removed), composed by Fourier transform, and the worse direction is stated.
 *
 * <p><b>Guarantees.</b> An upper bound, typically within 1e-3 of the true epsilon: losses are rounded by connecting the dots
 * (Doroshenko et al. 2022), and mass outside the range looked at, outside the transform's window, and bounds on rounding
 * count towards delta. The grid is 1e-4 by default; it is made finer where single losses would fall between its points
 * (large noise, small sampling rates) and coarser where it would need more than half a million points (little noise): still a
 * bound, with epsilon then exact to about the grid's step.
 *
 * <p>Losses of unlike releases are independent sums. What a discrete Gaussian costs is that of one coordinate.
 *
 * <p>Losses of single releases are kept, so asking again after a further release costs one transform.
 */
public final class PldAccountant implements Accountant {
    private static final double LEAST_DELTA = 1e-20;
    private static final int MOST_POINTS = 1 << 20;
    private static final int CACHED = 8;

    /** Where grids are refined: the deviation of a loss in steps, before and after. */
    private static final double COARSE = 2;

    private static final double FINE = 16;

    /** About how many deviations of the sum the transform covers. */
    private static final double WINDOW = 16;

    private final double grid;
    private final Map<Key, PrivacyLosses> losses = new Cache<>();
    private final Map<Integer, Fourier> transforms = new Cache<>();

    private record Key(Mechanism mechanism, double step) {}

    /** On a grid of 1e-4. */
    public PldAccountant() {
        this(1e-4);
    }

    /**
     * On a grid of one's own.
     *
     * @param grid distance of privacy losses, in [1e-7, 0.1]
     */
    public PldAccountant(double grid) {
        if (!(grid >= 1e-7 && grid <= 0.1)) {
            throw new IllegalArgumentException("grid must be in [1e-7, 0.1], but was " + grid);
        }
        this.grid = grid;
    }

    @Override
    public String name() {
        return "pld";
    }

    @Override
    public PrivacyGuarantee epsilon(Composition releases, double delta) {
        Parameters.requireDelta(delta, LEAST_DELTA);
        double epsilon = worse(releases, (sum, transform) -> sum.epsilon(delta, MOST_POINTS, transform));
        return new PrivacyGuarantee(epsilon, delta, name(), OptionalDouble.empty());
    }

    @Override
    public double delta(Composition releases, double epsilon) {
        Parameters.requireEpsilon(epsilon);
        return worse(releases, (sum, transform) -> sum.delta(epsilon, MOST_POINTS, transform));
    }

    private interface Question {
        double ask(LossSum sum, IntFunction<Fourier> transforms) throws LossSum.TooLong;
    }

    private synchronized double worse(Composition releases, Question question) {
        if (releases.releases().isEmpty()) {
            return 0;
        }
        Composition merged = releases.merged();
        double step = step(merged);
        while (true) {
            try {
                double removed = question.ask(sum(merged, step, PrivacyLosses::removed), this::transform);
                return symmetric(merged, step)
                        ? removed
                        : Math.max(removed, question.ask(sum(merged, step, PrivacyLosses::added), this::transform));
            } catch (LossSum.TooLong tooLong) {
                step *= 2;
            }
        }
    }

    private LossSum sum(Composition merged, double step, Function<PrivacyLosses, LossDistribution> direction) {
        List<LossSum.Part> parts = new ArrayList<>();
        for (Composition.Release release : merged.releases()) {
            parts.add(new LossSum.Part(direction.apply(losses(release.mechanism(), step)), release.count()));
        }
        return new LossSum(parts);
    }

    @SuppressWarnings("ReferenceEquality") // one object stands for both directions where they are equal
    private boolean symmetric(Composition merged, double step) {
        return merged.releases().stream()
                .map(release -> losses(release.mechanism(), step))
                .allMatch(PrivacyLosses::symmetric);
    }

    /** A function of the releases alone. */
    private double step(Composition merged) {
        double range = 0;
        double squares = 0;
        for (Composition.Release release : merged.releases()) {
            PrivacyLosses.Spread spread = PrivacyLosses.spread(release.mechanism());
            range = Math.max(range, spread.range());
            squares += release.count() * spread.deviation() * spread.deviation();
        }
        double deviation = Math.sqrt(squares / merged.count());
        double step = grid;
        if (deviation < COARSE * grid) {
            while (step > deviation / FINE) {
                step /= 2;
            }
        }
        double window = WINDOW * Math.sqrt(squares);
        while (Math.max(range, window) / step > MOST_POINTS / 2.0) {
            step *= 2;
        }
        return step;
    }

    private PrivacyLosses losses(Mechanism mechanism, double step) {
        return losses.computeIfAbsent(new Key(mechanism, step), key -> PrivacyLosses.of(key.mechanism(), key.step()));
    }

    private Fourier transform(int length) {
        return transforms.computeIfAbsent(length, Fourier::new);
    }

    /** Forgets what was used longest ago. */
    private static final class Cache<K, V> extends LinkedHashMap<K, V> {
        private static final long serialVersionUID = 1;

        Cache() {
            super(2 * CACHED, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > CACHED;
        }
    }
}
