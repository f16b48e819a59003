// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.model;

/**
 * What the server step carries from round to round.
 *
 * @param parameters of the network
 * @param firstMoment of the adaptive optimisers, empty for FedAvg
 * @param secondMoment of the adaptive optimisers, empty for FedAvg
 */
public record ServerState(ParameterVector parameters, ParameterVector firstMoment, ParameterVector secondMoment) {
    public ServerState {
        int moments = firstMoment.length();
        if (moments != secondMoment.length() || (moments != 0 && moments != parameters.length())) {
            throw new IllegalArgumentException("moments must both be empty or as long as the parameters, but were "
                    + moments + " and " + secondMoment.length());
        }
    }
}
