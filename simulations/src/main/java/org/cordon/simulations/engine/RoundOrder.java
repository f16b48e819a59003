// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.engine;

import org.cordon.simulations.strategy.Memory;

/**
 * What every exchange of a round works from.
 *
 * @param round from 0
 * @param parameters of the shared model
 * @param previous update of the last round; zeros in the first
 * @param shared what the federation remembers
 * @param judged whether personal models are judged in this round
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RoundOrder(int round, float[] parameters, double[] previous, Memory shared, boolean judged) {}
