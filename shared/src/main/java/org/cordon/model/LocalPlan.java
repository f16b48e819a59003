// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.model;

import org.cordon.suite.Bytes;

/**
 * What a participant does with the model between two sums; part of the charter.
 *
 * @param epochs passes over the local training rows, 1 to 1,000
 * @param batchSize rows of a step, 1 to 65,536; the last batch of a pass may be smaller
 * @param optimiser of the local steps; its state starts afresh every round
 * @param learningRate above 0 and at most 10
 * @param proximal mu of FedProx (Li et al. 2020, equation 2): {@code mu / 2 |w - start|^2} is added to the loss, so
 *     {@code mu (w - start)} to the gradient of every step; 0 is off, at most 1,000
 * @param loss how much rows count; other than plain for a binary classifier only
 */
public record LocalPlan(
        int epochs, int batchSize, LocalOptimiser optimiser, double learningRate, double proximal, Loss loss) {
    private static final int VERSION = 2;
    private static final int WEIGHED = 3;
    private static final int BYTES = 42;

    public LocalPlan {
        if (epochs < 1 || epochs > 1000) {
            throw new IllegalArgumentException("epochs must be in [1, 1000], but was " + epochs);
        }
        if (batchSize < 1 || batchSize > 65_536) {
            throw new IllegalArgumentException("batchSize must be in [1, 65536], but was " + batchSize);
        }
        if (!(learningRate > 0 && learningRate <= 10)) {
            throw new IllegalArgumentException("learningRate must be in (0, 10], but was " + learningRate);
        }
        if (!(proximal >= 0 && proximal <= 1000)) {
            throw new IllegalArgumentException("proximal must be in [0, 1000], but was " + proximal);
        }
        proximal = proximal + 0.0; // -0 becomes 0, so that equal plans have equal bytes
    }

    /** Without a proximal term. */
    public LocalPlan(int epochs, int batchSize, LocalOptimiser optimiser, double learningRate) {
        this(epochs, batchSize, optimiser, learningRate, 0);
    }

    /** Every row counts the same. */
    public LocalPlan(int epochs, int batchSize, LocalOptimiser optimiser, double learningRate, double proximal) {
        this(epochs, batchSize, optimiser, learningRate, proximal, Loss.PLAIN);
    }

    /** The same with another loss. */
    public LocalPlan withLoss(Loss other) {
        return new LocalPlan(epochs, batchSize, optimiser, learningRate, proximal, other);
    }

    /** The same with another number of passes. */
    public LocalPlan withEpochs(int passes) {
        return new LocalPlan(passes, batchSize, optimiser, learningRate, proximal, loss);
    }

    /** The same with another proximal term. */
    public LocalPlan withProximal(double mu) {
        return new LocalPlan(epochs, batchSize, optimiser, learningRate, mu, loss);
    }

    /** Version 2: u8 version, u8 optimiser, u32 epochs, u32 batch size, f64 learning rate, f64 proximal; version 3 ends in the loss, two f64. */
    public Bytes encode() {
        CanonicalWriter writer = new CanonicalWriter()
                .u8(loss.isPlain() ? VERSION : WEIGHED)
                .u8(optimiser.code())
                .u32(epochs)
                .u32(batchSize)
                .f64(learningRate)
                .f64(proximal);
        if (!loss.isPlain()) {
            writer.f64(loss.positiveWeight()).f64(loss.focalGamma());
        }
        return writer.toBytes();
    }

    /** Reads {@link #encode()}; anything else is a {@link MalformedEncoding}. */
    public static LocalPlan decode(Bytes encoded) {
        CanonicalReader reader = CanonicalReader.of(encoded, BYTES);
        int version = reader.version("local plan", VERSION, WEIGHED);
        LocalOptimiser optimiser = LocalOptimiser.of(reader.u8());
        int epochs = reader.u32("epochs", 1, 1000);
        int batchSize = reader.u32("batchSize", 1, 65_536);
        double learningRate = reader.f64("learningRate");
        double proximal = reader.f64("proximal");
        requireNoMinusZero("proximal", proximal);
        try {
            Loss loss = version == WEIGHED
                    ? new Loss(reader.f64("positiveWeight"), requireNoMinusZero("focalGamma", reader.f64("focalGamma")))
                    : Loss.PLAIN;
            reader.end();
            if (version == WEIGHED && loss.isPlain()) {
                throw new MalformedEncoding("version of a local plan with a plain loss must be 2, but was 3");
            }
            return new LocalPlan(epochs, batchSize, optimiser, learningRate, proximal, loss);
        } catch (IllegalArgumentException e) {
            throw new MalformedEncoding(String.valueOf(e.getMessage()));
        }
    }

    private static double requireNoMinusZero(String name, double value) {
        if (Double.doubleToRawLongBits(value) == Double.doubleToRawLongBits(-0.0)) {
            throw new MalformedEncoding(name + " must be 0 or above, but was -0.0");
        }
        return value;
    }
}
