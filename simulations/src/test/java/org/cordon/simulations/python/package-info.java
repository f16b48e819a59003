// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/** The Python that tests run the examples with. */
@NullMarked
package org.cordon.simulations.python;

import org.jspecify.annotations.NullMarked;
