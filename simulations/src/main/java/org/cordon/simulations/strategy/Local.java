// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.strategy;

/**
 * An exchange after it trained.
 *
 * @param trained its parameters, before any bound
 * @param steps of the optimiser
 * @param learningRate of the local steps
 * @param bound on the absolute value of a word of {@link Strategy#extra}; with a larger one all are shrunk alike
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Local(float[] trained, int steps, double learningRate, double bound) {}
