// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/** The nodes as processes, started by the commands of the guide. */
@NullMarked
package org.cordon.simulations.nodes;

import org.jspecify.annotations.NullMarked;
