// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.network;

import java.util.Optional;
import org.cordon.model.CanonicalReader;
import org.cordon.model.CanonicalWriter;
import org.cordon.model.LocalPlan;
import org.cordon.model.Loss;
import org.cordon.model.MalformedEncoding;
import org.cordon.model.NetworkKind;
import org.cordon.model.NetworkSpec;
import org.cordon.model.ServerOptimiser;
import org.cordon.privacy.PrivacyUnit;
import org.cordon.suite.Bytes;

/**
 * The parameters of {@link NetworkTraining}.
 *
 * @param spec the network; its inputs are the features of the scaler
 * @param work what participants do between sums
 * @param server the step on the mean update; of {@link PrivateSgd}, on minus the mean gradient
 * @param rounds sums, 1 to 100,000
 * @param holdoutPerMille share of an exchange's rows kept out of training for evaluation, 0 to 900
 * @param initialSeed public seed of the first parameters, unless an input gives them
 */
public record TrainingPlan(
        NetworkSpec spec, LocalWork work, ServerOptimiser server, int rounds, int holdoutPerMille, long initialSeed) {
    static final int MAX_BYTES = 4096;

    private static final int VERSION = 1;
    private static final int PRIVATE = 2;

    public TrainingPlan {
        if (rounds < 1 || rounds > 100_000) {
            throw new IllegalArgumentException("rounds must be in [1, 100000], but was " + rounds);
        }
        if (holdoutPerMille < 0 || holdoutPerMille > 900) {
            throw new IllegalArgumentException("holdoutPerMille must be in [0, 900], but was " + holdoutPerMille);
        }
        Loss loss = work instanceof LocalWork.Averaging averaging
                ? averaging.plan().loss()
                : work instanceof PrivateSgd steps ? steps.loss() : Loss.PLAIN;
        if (!loss.isPlain()
                && spec.kind() != NetworkKind.MLP_CLASSIFIER
                && spec.kind() != NetworkKind.SEQUENCE_CLASSIFIER) {
            throw new IllegalArgumentException(
                    "loss must be plain unless the network is an mlp_classifier or a sequence_classifier, but was "
                            + loss);
        }
        if (spec.isSequence()
                && work instanceof PrivateSgd steps
                && steps.protects().unit() == PrivacyUnit.RECORD) {
            throw new IllegalArgumentException(
                    "unit must be customer for a sequence_classifier, as one record is part of " + spec.length()
                            + " sequences, but was record");
        }
    }

    /** Federated averaging. */
    public TrainingPlan(
            NetworkSpec spec,
            LocalPlan local,
            ServerOptimiser server,
            UpdateBounds bounds,
            int rounds,
            int holdoutPerMille,
            long initialSeed) {
        this(spec, new LocalWork.Averaging(local, bounds), server, rounds, holdoutPerMille, initialSeed);
    }

    /**
     * Version 1: u8 version, spec, local plan (with lengths), server step, bounds, u32 rounds, u16 holdout, i64 seed. Version 2,
     * of {@link PrivateSgd}: u8 version, spec, server step, steps, and the same end.
     */
    public Bytes encode() {
        CanonicalWriter writer = new CanonicalWriter();
        if (work instanceof LocalWork.Averaging averaging) {
            writer.u8(VERSION).bytes(spec.encode()).bytes(averaging.plan().encode());
            server.writeTo(writer);
            averaging.bounds().writeTo(writer);
        } else if (work instanceof PrivateSgd steps) {
            writer.u8(PRIVATE).bytes(spec.encode());
            server.writeTo(writer);
            steps.writeTo(writer);
        }
        return writer.u32(rounds).u16(holdoutPerMille).i64(initialSeed).toBytes();
    }

    /** Reads {@link #encode()}; anything else is a {@link MalformedEncoding}. */
    public static TrainingPlan decode(Bytes encoded) {
        CanonicalReader reader = CanonicalReader.of(encoded, MAX_BYTES);
        int version = reader.version("training plan", VERSION, PRIVATE);
        try {
            NetworkSpec spec = NetworkSpec.decode(reader.bytes("network", MAX_BYTES));
            Optional<LocalPlan> local = version == VERSION
                    ? Optional.of(LocalPlan.decode(reader.bytes("local plan", MAX_BYTES)))
                    : Optional.empty();
            ServerOptimiser server = ServerOptimiser.readFrom(reader);
            LocalWork work = local.<LocalWork>map(
                            steps -> new LocalWork.Averaging(steps, UpdateBounds.readFrom(reader)))
                    .orElseGet(() -> PrivateSgd.readFrom(reader));
            TrainingPlan plan =
                    new TrainingPlan(spec, work, server, reader.u32("rounds", 1, 100_000), reader.u16(), reader.i64());
            reader.end();
            return plan;
        } catch (IllegalArgumentException e) {
            throw new MalformedEncoding(String.valueOf(e.getMessage()));
        }
    }
}
