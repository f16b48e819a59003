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
 */
public record LocalPlan(int epochs, int batchSize, LocalOptimiser optimiser, double learningRate) {
    private static final int VERSION = 1;
    private static final int BYTES = 18;

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
    }

    /** The same with another number of passes. */
    public LocalPlan withEpochs(int passes) {
        return new LocalPlan(passes, batchSize, optimiser, learningRate);
    }

    /** Version 1: u8 version, u8 optimiser, u32 epochs, u32 batch size, f64 learning rate. */
    public Bytes encode() {
        return new CanonicalWriter()
                .u8(VERSION)
                .u8(optimiser.code())
                .u32(epochs)
                .u32(batchSize)
                .f64(learningRate)
                .toBytes();
    }

    /** Reads {@link #encode()}; anything else is a {@link MalformedEncoding}. */
    public static LocalPlan decode(Bytes encoded) {
        CanonicalReader reader = CanonicalReader.of(encoded, BYTES);
        reader.version("local plan", VERSION);
        LocalOptimiser optimiser = LocalOptimiser.of(reader.u8());
        int epochs = reader.u32("epochs", 1, 1000);
        int batchSize = reader.u32("batchSize", 1, 65_536);
        double learningRate = reader.f64("learningRate");
        reader.end();
        try {
            return new LocalPlan(epochs, batchSize, optimiser, learningRate);
        } catch (IllegalArgumentException e) {
            throw new MalformedEncoding(String.valueOf(e.getMessage()));
        }
    }
}
