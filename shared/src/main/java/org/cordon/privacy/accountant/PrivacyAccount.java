// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy.accountant;

/**
 * What participant, coordinator and auditor ask: one accountant, one delta.
 *
 * <p><b>Guarantees.</b> The same bits for all who ask the same (see {@link Accountant}), so that statements can be compared
 * for equality.
 */
public final class PrivacyAccount {
    private final Accountant accountant;
    private final double delta;

    public PrivacyAccount(Accountant accountant, double delta) {
        Parameters.requireDelta(delta, Double.MIN_NORMAL);
        this.accountant = accountant;
        this.delta = delta;
    }

    public Accountant accountant() {
        return accountant;
    }

    public double delta() {
        return delta;
    }

    /** What {@code steps} noisy sums over Poisson samples cost; at rate 1 over all of the data. */
    public PrivacyGuarantee training(double noiseMultiplier, double samplingRate, long steps) {
        return of(Composition.of(new Mechanism.PoissonGaussian(noiseMultiplier, samplingRate), steps));
    }

    /** What releases cost. */
    public PrivacyGuarantee of(Composition releases) {
        return accountant.epsilon(releases, delta);
    }

    /**
     * What releases cost when each of their noises is the sum of discrete Gaussian shares, not one discrete Gaussian.
     *
     * <p>Per coordinate, the two differ in no probability by more than a factor {@code e^tau}. Over {@code c = count *
     * coordinates} coordinates every event's probability grows by at most {@code e^(c tau)} and shrinks by at most as much:
     * so what is {@code (epsilon, delta e^(-c tau))}-DP with one discrete Gaussian is {@code (epsilon + 2 c tau, delta)}-DP
     * with the shares, whatever the mechanism, sampling included.
     *
     * @param releases with the noise of the sum, as if it were one discrete Gaussian
     * @param shares the shares that each noise is made of
     * @param coordinates the length of a released vector
     */
    public PrivacyGuarantee ofShares(Composition releases, NoiseShares shares, long coordinates) {
        double drift = shares.tau() * releases.count() * coordinates;
        PrivacyGuarantee one = accountant.epsilon(releases, delta * StrictMath.exp(-drift));
        return new PrivacyGuarantee(one.epsilon() + 2 * drift, delta, one.accountant(), one.order());
    }

    /** A ledger with nothing charged yet. */
    public PrivacyLoss nothing() {
        return new PrivacyLoss(this, Composition.NONE);
    }
}
