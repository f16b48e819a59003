// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/** Which members' inputs a set of released sums gives away. */
@NullMarked
package org.cordon.differencing;

import org.jspecify.annotations.NullMarked;
