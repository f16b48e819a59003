// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What the system contributes to a data-protection impact assessment (GDPR Art. 35(7)): made from a charter, a policy and a
 * roster.
 *
 * <p>Read first: {@link org.cordon.participant.dossier.Dossier}, then {@link org.cordon.participant.dossier.Source}.
 *
 * <p>Invariants: every sentence names the one place from which it can be checked; what is not promised is said.
 */
@NullMarked
package org.cordon.participant.dossier;

import org.jspecify.annotations.NullMarked;
