// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy.accountant;

import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;

/**
 * Rényi differential privacy: divergences of releases add up at every order, and the best order gives epsilon.
 *
 * <p><b>Guarantees.</b> An upper bound, usually 5 to 20 per cent above {@link PldAccountant}, that holds for vectors too.
 * The conversion is the tight one of Canonne, Kamath and Steinke 2020, proposition 12 (also Balle et al. 2020, theorem 21),
 * and never worse than the bound of total variation by divergence (Bretagnolle and Huber 1979). Releases with {@link
 * Mechanism.PoissonDiscreteGaussian} are charged at integer orders only.
 */
public final class RdpAccountant implements Accountant {
    private static final double LEAST_DELTA = 1e-200;

    /** Every divergence above is computed to 1e-11 of its value, which is added. */
    private static final double ROUNDING = 1 + 1e-11;

    private final Orders orders;

    /** With {@link Orders#DENSE}. */
    public RdpAccountant() {
        this(Orders.DENSE);
    }

    public RdpAccountant(Orders orders) {
        this.orders = orders;
    }

    @Override
    public String name() {
        return "rdp";
    }

    /** The divergence of all releases together at one order above 1; infinity asks for the limit. */
    public double divergence(Composition releases, double order) {
        if (!(order > 1)) {
            throw new IllegalArgumentException("order must be above 1, but was " + order);
        }
        double sum = 0;
        for (Composition.Release release : releases.releases()) {
            sum += release.count() * RenyiDivergence.of(release.mechanism(), order);
        }
        return sum;
    }

    @Override
    public PrivacyGuarantee epsilon(Composition releases, double delta) {
        Parameters.requireDelta(delta, LEAST_DELTA);
        if (releases.releases().isEmpty()) {
            return new PrivacyGuarantee(0, delta, name(), OptionalDouble.empty());
        }
        return epsilon(order -> divergence(releases, order) * ROUNDING, ordersFor(releases), delta);
    }

    /** The conversion alone, for divergences from elsewhere: {@code divergence} gives them by order. */
    public static PrivacyGuarantee epsilon(DoubleUnaryOperator divergence, Orders orders, double delta) {
        Parameters.requireDelta(delta, LEAST_DELTA);
        double least = Double.POSITIVE_INFINITY;
        double best = orders.values().get(0);
        for (double order : orders.values()) {
            double epsilon = epsilonAt(order, divergence.applyAsDouble(order), delta);
            if (epsilon < least) {
                least = epsilon;
                best = order;
            }
        }
        return new PrivacyGuarantee(least, delta, "rdp", OptionalDouble.of(best));
    }

    private static double epsilonAt(double order, double divergence, double delta) {
        // Total variation is at most sqrt(1 - exp(-KL)), and KL at most the divergence: then epsilon 0 has this delta.
        if (delta * delta + StrictMath.expm1(-divergence) >= 0) {
            return 0;
        }
        double epsilon = divergence
                + StrictMath.log1p(-1 / order)
                - (StrictMath.log(delta) + StrictMath.log(order)) / (order - 1);
        return Math.max(0, epsilon);
    }

    @Override
    public double delta(Composition releases, double epsilon) {
        Parameters.requireEpsilon(epsilon);
        if (releases.releases().isEmpty()) {
            return 0;
        }
        return delta(order -> divergence(releases, order) * ROUNDING, ordersFor(releases), epsilon);
    }

    /** The conversion alone, as {@link #epsilon(DoubleUnaryOperator, Orders, double)}. */
    public static double delta(DoubleUnaryOperator divergence, Orders orders, double epsilon) {
        Parameters.requireEpsilon(epsilon);
        double least = 0;
        for (double order : orders.values()) {
            double value = divergence.applyAsDouble(order);
            double byVariation = StrictMath.log(-StrictMath.expm1(-value)) / 2;
            double byOrder = (order - 1) * (value - epsilon + StrictMath.log1p(-1 / order)) - StrictMath.log(order);
            least = Math.min(least, Math.min(byVariation, byOrder));
        }
        return StrictMath.exp(least);
    }

    private Orders ordersFor(Composition releases) {
        boolean integersOnly = releases.releases().stream()
                .anyMatch(release -> release.mechanism() instanceof Mechanism.PoissonDiscreteGaussian sampled
                        && sampled.samplingRate() < 1);
        return integersOnly ? orders.integers() : orders;
    }
}
