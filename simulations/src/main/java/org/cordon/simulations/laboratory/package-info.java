// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Experiments at work: from a file to runs, and the commands under {@code cordon simulate}.
 *
 * <p>Read first: {@link org.cordon.simulations.laboratory.Laboratory}, {@link org.cordon.simulations.laboratory.Ground}, {@link
 * org.cordon.simulations.laboratory.Wiring}.
 */
@NullMarked
package org.cordon.simulations.laboratory;

import org.jspecify.annotations.NullMarked;
