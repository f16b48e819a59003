// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.network;

import org.cordon.model.CanonicalReader;
import org.cordon.model.CanonicalWriter;
import org.cordon.model.LocalPlan;
import org.cordon.model.MalformedEncoding;
import org.cordon.model.NetworkSpec;
import org.cordon.model.ServerOptimiser;
import org.cordon.suite.Bytes;

/**
 * The parameters of {@link NetworkTraining}.
 *
 * @param spec the network; its inputs are the features of the scaler
 * @param local what participants do between sums
 * @param server the step on the mean update
 * @param bounds public bounds on an update
 * @param rounds sums, 1 to 100,000
 * @param holdoutPerMille share of an exchange's rows kept out of training for evaluation, 0 to 900
 * @param initialSeed public seed of the first parameters, unless an input gives them
 */
public record TrainingPlan(
        NetworkSpec spec,
        LocalPlan local,
        ServerOptimiser server,
        UpdateBounds bounds,
        int rounds,
        int holdoutPerMille,
        long initialSeed) {
    static final int MAX_BYTES = 4096;

    private static final int VERSION = 1;

    public TrainingPlan {
        if (rounds < 1 || rounds > 100_000) {
            throw new IllegalArgumentException("rounds must be in [1, 100000], but was " + rounds);
        }
        if (holdoutPerMille < 0 || holdoutPerMille > 900) {
            throw new IllegalArgumentException("holdoutPerMille must be in [0, 900], but was " + holdoutPerMille);
        }
    }

    /**
     * Version 1: u8 version, spec, local plan (with lengths), server step, bounds, u32 rounds, u16 holdout, i64 seed.
     */
    public Bytes encode() {
        CanonicalWriter writer =
                new CanonicalWriter().u8(VERSION).bytes(spec.encode()).bytes(local.encode());
        server.writeTo(writer);
        bounds.writeTo(writer);
        return writer.u32(rounds).u16(holdoutPerMille).i64(initialSeed).toBytes();
    }

    /** Reads {@link #encode()}; anything else is a {@link MalformedEncoding}. */
    public static TrainingPlan decode(Bytes encoded) {
        CanonicalReader reader = CanonicalReader.of(encoded, MAX_BYTES);
        reader.version("training plan", VERSION);
        try {
            TrainingPlan plan = new TrainingPlan(
                    NetworkSpec.decode(reader.bytes("network", MAX_BYTES)),
                    LocalPlan.decode(reader.bytes("local plan", MAX_BYTES)),
                    ServerOptimiser.readFrom(reader),
                    UpdateBounds.readFrom(reader),
                    reader.u32("rounds", 1, 100_000),
                    reader.u16(),
                    reader.i64());
            reader.end();
            return plan;
        } catch (IllegalArgumentException e) {
            throw new MalformedEncoding(String.valueOf(e.getMessage()));
        }
    }
}
