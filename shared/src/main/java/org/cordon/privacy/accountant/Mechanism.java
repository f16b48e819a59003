// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy.accountant;

/**
 * One release about the data: what an accountant charges.
 *
 * <p><b>Units.</b> All noise is relative to the sensitivity, the most that adding or removing one unit (a customer, or a
 * record) changes the sum before noise, in the L2 norm (L1 for {@link Laplace}). The neighbouring relation is add or
 * remove one unit; replacing one counts as both.
 *
 * <p><b>Does not check</b> that the sampler or the clipping keeps what the parameters say.
 *
 * <p>Errors: parameters out of range throw {@link IllegalArgumentException}.
 */
public sealed interface Mechanism {
    /** What the mechanism is called in a sentence. */
    String title();

    /**
     * The Gaussian mechanism: normal noise in every coordinate (Dwork and Roth 2014, appendix A).
     *
     * @param noiseMultiplier standard deviation of the noise divided by the sensitivity
     */
    record Gaussian(double noiseMultiplier) implements Mechanism {
        public Gaussian {
            Parameters.requireNoise("noiseMultiplier", noiseMultiplier);
        }

        @Override
        public String title() {
            return "Gaussian";
        }
    }

    /**
     * The Gaussian mechanism on a Poisson sample: each unit is in with a fixed probability, independently, and who was in
     * stays secret (Mironov, Talwar and Zhang 2019). Shuffled batches of a fixed size are not this.
     *
     * @param noiseMultiplier standard deviation of the noise divided by the sensitivity
     * @param samplingRate the probability that a unit is in the sample
     */
    record PoissonGaussian(double noiseMultiplier, double samplingRate) implements Mechanism {
        public PoissonGaussian {
            Parameters.requireSampledNoise("noiseMultiplier", noiseMultiplier);
            Parameters.requireRate(samplingRate);
        }

        @Override
        public String title() {
            return "Poisson-subsampled Gaussian";
        }
    }

    /**
     * Noise {@code N_Z(0, sigma^2)} on an integer (Canonne, Kamath and Steinke 2020).
     *
     * <p>{@link RdpAccountant} charges vectors of any length with L2 sensitivity {@code sensitivity}; {@link
     * PldAccountant} charges one coordinate, whose sum moves by exactly {@code sensitivity}.
     *
     * @param sigma parameter of the distribution; its standard deviation is slightly smaller
     * @param sensitivity an integer
     * @param truncation values beyond it, on either side, are never drawn; {@link #UNTRUNCATED} for none
     */
    record DiscreteGaussian(double sigma, int sensitivity, int truncation) implements Mechanism {
        /** No truncation. */
        public static final int UNTRUNCATED = Integer.MAX_VALUE;

        public DiscreteGaussian {
            Parameters.requireNoise("sigma", sigma);
            Parameters.requireAtLeastOne("sensitivity", sensitivity);
            Parameters.requireAtLeastOne("truncation", truncation);
        }

        /** Without truncation. */
        public DiscreteGaussian(double sigma, int sensitivity) {
            this(sigma, sensitivity, UNTRUNCATED);
        }

        @Override
        public String title() {
            return "discrete Gaussian";
        }
    }

    /**
     * Discrete Gaussian noise on a Poisson sample, for vectors of integers with an L2 sensitivity; {@link RdpAccountant}
     * at integer orders only, where its moments are those of {@link PoissonGaussian} exactly: for integer shifts the
     * lattice sums cancel.
     *
     * @param sigma parameter of the noise in each coordinate
     * @param sensitivity the L2 sensitivity, on the scale of {@code sigma}
     * @param samplingRate the probability that a unit is in the sample
     */
    record PoissonDiscreteGaussian(double sigma, double sensitivity, double samplingRate) implements Mechanism {
        public PoissonDiscreteGaussian {
            Parameters.requireNoise("sigma", sigma);
            Parameters.requireNoise("sensitivity", sensitivity);
            Parameters.requireSampledNoise("sigma / sensitivity", sigma / sensitivity);
            Parameters.requireRate(samplingRate);
        }

        @Override
        public String title() {
            return "Poisson-subsampled discrete Gaussian";
        }

        double noiseMultiplier() {
            return sigma / sensitivity;
        }
    }

    /**
     * Noise with density {@code exp(-|x| / b) / 2b} on a number (Dwork et al. 2006).
     *
     * @param scale {@code b} divided by the L1 sensitivity; one release alone is {@code 1 / scale}-DP
     */
    record Laplace(double scale) implements Mechanism {
        public Laplace {
            Parameters.requireNoise("scale", scale);
        }

        @Override
        public String title() {
            return "Laplace";
        }
    }
}
