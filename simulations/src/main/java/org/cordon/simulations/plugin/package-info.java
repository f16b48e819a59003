// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Strategies, attacks, defences and partitions of a researcher's own, compiled when an experiment starts.
 *
 * <p>Read first: {@link org.cordon.simulations.plugin.Plugins}. A plugin runs with the rights of whoever runs the experiment; production loads
 * none.
 */
@NullMarked
package org.cordon.simulations.plugin;

import org.jspecify.annotations.NullMarked;
