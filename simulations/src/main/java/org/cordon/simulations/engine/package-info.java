// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Runs the production state machines in one process: {@link org.cordon.simulations.engine.LocalLink} joins a participant
 * to a coordinator without a network.
 */
@NullMarked
package org.cordon.simulations.engine;

import org.jspecify.annotations.NullMarked;
