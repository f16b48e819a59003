// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.model;

/**
 * The deterministic step from the averaged update of a round to the next model.
 *
 * <p><b>Guarantees.</b> Same bits on every CPU: each coordinate is computed in double precision in the order written,
 * then rounded once to float32. A result that is not finite is refused, by everybody alike.
 *
 * <p>Source: McMahan et al. 2017 (FedAvg); Reddi et al. 2021, Algorithm 2 (FedAdam, FedYogi, FedAdagrad).
 */
public sealed interface ServerOptimiser permits FedAvg, FedAdam, FedYogi, FedAdagrad {
    /** The state before the first round. */
    ServerState start(ParameterVector parameters);

    /** The state after a round whose weighted mean update is {@code delta}, one value per parameter. */
    ServerState step(ServerState state, double[] delta);

    /** Writes a u8 code, then the settings as f64. */
    void writeTo(CanonicalWriter writer);

    /** Reads what {@link #writeTo} wrote. */
    static ServerOptimiser readFrom(CanonicalReader reader) {
        int code = reader.u8();
        try {
            return switch (code) {
                case FedAvg.CODE -> new FedAvg(reader.f64("learningRate"));
                case FedAdam.CODE ->
                    new FedAdam(
                            reader.f64("learningRate"), reader.f64("beta1"), reader.f64("beta2"), reader.f64("tau"));
                case FedYogi.CODE ->
                    new FedYogi(
                            reader.f64("learningRate"), reader.f64("beta1"), reader.f64("beta2"), reader.f64("tau"));
                case FedAdagrad.CODE ->
                    new FedAdagrad(reader.f64("learningRate"), reader.f64("beta1"), reader.f64("tau"));
                default -> throw new MalformedEncoding("server optimiser must be 0 to 3, but was " + code);
            };
        } catch (IllegalArgumentException e) {
            throw new MalformedEncoding(String.valueOf(e.getMessage()));
        }
    }

    /** Returns {@code delta} if it is as long as the parameters, else refuses. */
    static double[] requireLength(ServerState state, double[] delta) {
        if (delta.length != state.parameters().length()) {
            throw new IllegalArgumentException(
                    "update must be " + state.parameters().length() + " long, but was " + delta.length);
        }
        return delta;
    }
}
