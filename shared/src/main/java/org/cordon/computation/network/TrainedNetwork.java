// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.network;

import org.cordon.computation.Detector;
import org.cordon.computation.scaling.Scaler;
import org.cordon.model.CanonicalReader;
import org.cordon.model.CanonicalWriter;
import org.cordon.model.MalformedEncoding;
import org.cordon.model.NetworkScorer;
import org.cordon.model.NetworkSpec;
import org.cordon.model.ParameterVector;
import org.cordon.suite.Bytes;

/**
 * A network with the scaling of its inputs: all that scoring needs.
 *
 * @param spec the network
 * @param scaler one feature per input
 * @param parameters as many as the spec has
 */
public record TrainedNetwork(NetworkSpec spec, Scaler scaler, ParameterVector parameters) {
    static final int MAX_BYTES = 1 << 28;

    private static final int VERSION = 1;

    public TrainedNetwork {
        parameters.requireFits(spec);
        NetworkInputs unused = new NetworkInputs(spec, scaler);
    }

    /** What it takes of raw rows. */
    public NetworkInputs inputs() {
        return new NetworkInputs(spec, scaler);
    }

    /** Scores raw rows. */
    public Detector detector() {
        return new NetworkDetector(inputs(), scorer());
    }

    /** Scores what {@link #inputs} scaled. */
    public NetworkScorer scorer() {
        return NetworkScorer.of(spec, parameters);
    }

    /** Version 1: u8 version, spec and scaler with lengths, u32 count and little-endian float32 parameters. */
    public Bytes encode() {
        return new CanonicalWriter()
                .u8(VERSION)
                .bytes(spec.encode())
                .bytes(scaler.encode())
                .floats(parameters.toFloatArray())
                .toBytes();
    }

    /** Reads {@link #encode()}; anything else is a {@link MalformedEncoding}. */
    public static TrainedNetwork decode(Bytes encoded) {
        CanonicalReader reader = CanonicalReader.of(encoded, MAX_BYTES);
        reader.version("trained network", VERSION);
        try {
            TrainedNetwork network = new TrainedNetwork(
                    NetworkSpec.decode(reader.bytes("network", MAX_BYTES)),
                    Scaler.decode(reader.bytes("scaler", MAX_BYTES)),
                    ParameterVector.of(reader.floats("parameters", NetworkSpec.MAX_PARAMETERS)));
            reader.end();
            return network;
        } catch (IllegalArgumentException e) {
            throw new MalformedEncoding(String.valueOf(e.getMessage()));
        }
    }
}
