// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.strategy;

import org.cordon.model.FedAvg;
import org.cordon.model.ParameterVector;
import org.cordon.model.ServerState;

/**
 * The mean update, times a rate: production's {@link FedAvg}, bit for bit.
 *
 * <p>Source: McMahan et al. 2017.
 *
 * @param learningRate of the server, 1 for plain averaging
 */
public record FedAveraging(double learningRate) implements Strategy {
    public FedAveraging {
        FedAvg unused = new FedAvg(learningRate);
    }

    @Override
    public float[] step(Mean mean) {
        FedAvg server = new FedAvg(learningRate);
        ServerState next = server.step(server.start(ParameterVector.of(mean.parameters())), mean.update());
        return next.parameters().toFloatArray();
    }
}
