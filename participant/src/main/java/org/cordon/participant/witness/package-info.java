// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * A member's own copy of the protocol log: it checks every checkpoint that the coordinator shows, keeps what it was shown, and
 * cosigns it.
 *
 * <p>Reading order: {@link org.cordon.participant.witness.LogMirror}, {@link org.cordon.participant.witness.LogCheck}, {@link
 * org.cordon.participant.witness.CosignedHead}, {@link org.cordon.participant.witness.Evidence}.
 *
 * <p>Invariants: leaves and checkpoint are on disk before the member cosigns them, so the mirror is the witness's whole state; a
 * checkpoint that does not extend the mirror is kept beside the one it contradicts, and nothing is taken after it.
 */
@NullMarked
package org.cordon.participant.witness;

import org.jspecify.annotations.NullMarked;
