// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * {@code cordon simulate privacy-audit}: attacks on the differential privacy that a charter claims, each beside a control without it,
 * on one card.
 *
 * <p>Read in this order: {@link org.cordon.simulations.privacy.PrivacyAuditCommand}, {@link
 * org.cordon.simulations.privacy.AuditedTask} (what is claimed), then the four attacks: {@link
 * org.cordon.simulations.privacy.MechanismAudit}, {@link org.cordon.simulations.privacy.CanaryAudit}, {@link
 * org.cordon.simulations.privacy.MembershipInference}, {@link org.cordon.simulations.privacy.GradientInversion}; {@link
 * org.cordon.simulations.privacy.PrivacyCard} holds what came of them.
 *
 * <p>Invariants: encoding, noise, sums and gradients are those of production, or a named flaw put in their place; whatever is
 * drawn follows from one seed. An attack that fails shows nothing: an audit can falsify a claim, never prove it.
 */
@NullMarked
package org.cordon.simulations.privacy;

import org.jspecify.annotations.NullMarked;
