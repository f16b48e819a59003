// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.network;

import java.util.Optional;
import org.cordon.computation.scaling.Scaler;
import org.cordon.model.CanonicalReader;
import org.cordon.model.CanonicalWriter;
import org.cordon.model.MalformedEncoding;
import org.cordon.model.NetworkSpec;
import org.cordon.model.ParameterVector;
import org.cordon.model.ServerState;
import org.cordon.suite.Bytes;

/**
 * The state of {@link NetworkTraining}.
 *
 * @param plan from the charter
 * @param scaler of the inputs
 * @param round sums so far
 * @param server model and moments
 * @param clipNorm the bound on gradients that holds now, where it adapts
 */
public record TrainingState(
        TrainingPlan plan, Scaler scaler, int round, ServerState server, Optional<Double> clipNorm) {
    private static final int VERSION = 1;
    private static final int MAX_BYTES = 1 << 28;

    public TrainingState {
        server.parameters().requireFits(plan.spec());
        NetworkInputs unused = new NetworkInputs(plan.spec(), scaler);
        if (clipNorm.isPresent() && !(clipNorm.get() > 0 && clipNorm.get() <= 1e9)) {
            throw new IllegalArgumentException("clipNorm must be in (0, 1e9], but was " + clipNorm.get());
        }
        if (round < 0 || round > plan.rounds()) {
            throw new IllegalArgumentException("round must be in [0, " + plan.rounds() + "], but was " + round);
        }
    }

    /** Where no bound adapts. */
    public TrainingState(TrainingPlan plan, Scaler scaler, int round, ServerState server) {
        this(plan, scaler, round, server, Optional.empty());
    }

    /** Before the first round. */
    static TrainingState first(TrainingPlan plan, Scaler scaler, ServerState server) {
        Optional<Double> bound = plan.work() instanceof PrivateSgd steps
                ? steps.adaptive().map(any -> steps.clipNorm())
                : Optional.empty();
        return new TrainingState(plan, scaler, 0, server, bound);
    }

    /** After one more round. */
    TrainingState then(ServerState next, Optional<Double> bound) {
        return new TrainingState(plan, scaler, round + 1, next, bound);
    }

    /** What the network takes of raw rows. */
    public NetworkInputs inputs() {
        return new NetworkInputs(plan.spec(), scaler);
    }

    boolean finished() {
        return round == plan.rounds();
    }

    TrainedNetwork network() {
        return new TrainedNetwork(plan.spec(), scaler, server.parameters());
    }

    public Bytes encode() {
        CanonicalWriter writer = new CanonicalWriter()
                .u8(VERSION)
                .bytes(plan.encode())
                .bytes(scaler.encode())
                .u32(round)
                .floats(server.parameters().toFloatArray())
                .floats(server.firstMoment().toFloatArray())
                .floats(server.secondMoment().toFloatArray());
        clipNorm.ifPresent(writer::f64);
        return writer.toBytes();
    }

    /** Reads a state of {@link NetworkTraining}. */
    public static TrainingState decode(Bytes encoded) {
        CanonicalReader reader = CanonicalReader.of(encoded, MAX_BYTES);
        reader.version("training state", VERSION);
        try {
            TrainingPlan plan = TrainingPlan.decode(reader.bytes("plan", TrainingPlan.MAX_BYTES));
            Scaler scaler = Scaler.decode(reader.bytes("scaler", MAX_BYTES));
            int round = reader.u32("round", 0, plan.rounds());
            ServerState server = new ServerState(vector(reader), vector(reader), vector(reader));
            boolean adapts =
                    plan.work() instanceof PrivateSgd steps && steps.adaptive().isPresent();
            Optional<Double> bound = adapts ? Optional.of(reader.f64("clipNorm")) : Optional.empty();
            reader.end();
            int moments = plan.server().start(server.parameters()).firstMoment().length();
            if (server.firstMoment().length() != moments) {
                throw new MalformedEncoding("moments must be " + moments + " long, but were "
                        + server.firstMoment().length());
            }
            return new TrainingState(plan, scaler, round, server, bound);
        } catch (IllegalArgumentException e) {
            throw new MalformedEncoding(String.valueOf(e.getMessage()));
        }
    }

    private static ParameterVector vector(CanonicalReader reader) {
        return ParameterVector.of(reader.floats("values", NetworkSpec.MAX_PARAMETERS));
    }
}
