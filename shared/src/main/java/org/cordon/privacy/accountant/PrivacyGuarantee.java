// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy.accountant;

import java.util.OptionalDouble;

/**
 * Releases are {@code (epsilon, delta)}-differentially private under adding or removing one unit.
 *
 * @param epsilon at least 0; infinite when no epsilon gives this delta
 * @param delta the failure probability it holds for
 * @param accountant who computed it: {@code rdp}, {@code pld} or {@code analytic}
 * @param order the Rényi order with the least epsilon; empty for other accountants
 */
public record PrivacyGuarantee(double epsilon, double delta, String accountant, OptionalDouble order) {}
