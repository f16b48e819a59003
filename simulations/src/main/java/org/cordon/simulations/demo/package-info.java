// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * {@code cordon demo}: five exchanges and a coordinator that train together on one machine.
 *
 * <p>Read first: {@link org.cordon.simulations.demo.DemoRun}, then {@link org.cordon.simulations.demo.ExchangeNode}.
 *
 * <p>Invariants: the federation is the production one, with a directory, keys, a store and a link for every node; what only
 * a demo can know (everybody's rows, the pooled model) stays in {@link org.cordon.simulations.demo.Baselines}.
 */
@NullMarked
package org.cordon.simulations.demo;

import org.jspecify.annotations.NullMarked;
