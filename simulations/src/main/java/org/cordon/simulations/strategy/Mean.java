// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.strategy;

import java.util.Optional;

/**
 * What came of a round's sum.
 *
 * @param round from 0
 * @param parameters of the model before this round
 * @param update mean of the exchanges' updates, by weight, one value per parameter
 * @param extra mean of what {@link Strategy#extra} gave, each exchange alike
 * @param participants how many exchanges were in the sum
 * @param exchanges how many there are
 * @param memory of the federation
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Mean(
        int round,
        float[] parameters,
        double[] update,
        Optional<double[]> extra,
        int participants,
        int exchanges,
        Memory memory) {}
