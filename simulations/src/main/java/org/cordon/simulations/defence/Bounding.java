// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.defence;

/**
 * What an exchange knows when it bounds its update.
 *
 * @param round from 0
 * @param previous the update that came of the last round, which everybody knows; zeros in the first
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Bounding(int round, double[] previous) {}
