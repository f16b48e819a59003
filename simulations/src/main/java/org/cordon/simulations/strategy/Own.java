// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.strategy;

/**
 * An exchange before it trains.
 *
 * @param exchange from 0
 * @param round from 0
 * @param parameters of the shared model
 * @param shared what the federation remembers
 * @param memory what the exchange remembers
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Own(int exchange, int round, float[] parameters, Memory shared, Memory memory) {}
