// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Made-up exchanges for the demo and for tests, and ways to cut a table into exchanges.
 *
 * <p>Read first: {@link org.cordon.simulations.generator.ThreatGenerator}, {@link
 * org.cordon.simulations.generator.GeneratedFederation}, {@link org.cordon.simulations.generator.Partitioner}.
 *
 * <p>Invariants: the same seed gives the same rows on every machine; no row describes a person.
 */
@NullMarked
package org.cordon.simulations.generator;

import org.jspecify.annotations.NullMarked;
