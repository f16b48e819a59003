// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Founding a consortium: keys, certificates, signed manifest and ready-to-use configurations on disk.
 *
 * <p>Read first: {@link org.cordon.coordinator.member.InitCommand}.
 *
 * <p>Invariants: nothing is overwritten; no secret is logged or printed.
 */
@NullMarked
package org.cordon.coordinator.member;

import org.jspecify.annotations.NullMarked;
