// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.network;

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
 */
public record TrainingState(TrainingPlan plan, Scaler scaler, int round, ServerState server) {
    private static final int VERSION = 1;
    private static final int MAX_BYTES = 1 << 28;

    public TrainingState {
        server.parameters().requireFits(plan.spec());
        if (scaler.features().size() != plan.spec().features()) {
            throw new IllegalArgumentException("number of scaled features must be "
                    + plan.spec().features() + ", but was "
                    + scaler.features().size());
        }
        if (round < 0 || round > plan.rounds()) {
            throw new IllegalArgumentException("round must be in [0, " + plan.rounds() + "], but was " + round);
        }
    }

    boolean finished() {
        return round == plan.rounds();
    }

    TrainedNetwork network() {
        return new TrainedNetwork(plan.spec(), scaler, server.parameters());
    }

    public Bytes encode() {
        return new CanonicalWriter()
                .u8(VERSION)
                .bytes(plan.encode())
                .bytes(scaler.encode())
                .u32(round)
                .floats(server.parameters().toFloatArray())
                .floats(server.firstMoment().toFloatArray())
                .floats(server.secondMoment().toFloatArray())
                .toBytes();
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
            reader.end();
            int moments = plan.server().start(server.parameters()).firstMoment().length();
            if (server.firstMoment().length() != moments) {
                throw new MalformedEncoding("moments must be " + moments + " long, but were "
                        + server.firstMoment().length());
            }
            return new TrainingState(plan, scaler, round, server);
        } catch (IllegalArgumentException e) {
            throw new MalformedEncoding(String.valueOf(e.getMessage()));
        }
    }

    private static ParameterVector vector(CanonicalReader reader) {
        return ParameterVector.of(reader.floats("values", NetworkSpec.MAX_PARAMETERS));
    }
}
