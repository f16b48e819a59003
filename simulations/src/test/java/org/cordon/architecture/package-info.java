// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The architecture as executable rules. The direction table in {@link org.cordon.architecture.PackageDirectionTest} is
 * the document; there is no other.
 */
@NullMarked
package org.cordon.architecture;

import org.jspecify.annotations.NullMarked;
