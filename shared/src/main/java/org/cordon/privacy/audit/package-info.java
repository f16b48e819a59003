// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What attacks show about privacy: lower bounds on epsilon, to hold against what an accountant states.
 *
 * <p>Read first: {@link org.cordon.privacy.audit.OneRunAudit}.
 *
 * <p>Invariants: nothing here runs an attack; scores come in, bounds go out, the same for the same scores.
 */
@NullMarked
package org.cordon.privacy.audit;

import org.jspecify.annotations.NullMarked;
