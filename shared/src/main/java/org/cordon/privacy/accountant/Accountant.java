// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy.accountant;

/**
 * Bounds what releases tell about one unit: epsilon for delta, and delta for epsilon.
 *
 * <p><b>Guarantees.</b> Answers are upper bounds. They depend on the arguments alone, never on earlier questions, and are
 * the same bits on every machine: elementary functions are those of {@link StrictMath}, sums run in one order. Safe for
 * use by several threads.
 *
 * <p>Errors: {@link IllegalArgumentException} for numbers out of range, {@link AccountantRefused} where the accountant has
 * no valid bound.
 */
public sealed interface Accountant permits RdpAccountant, PldAccountant, AnalyticAccountant {
    /** {@code rdp}, {@code pld} or {@code analytic}. */
    String name();

    /** The least epsilon this accountant can show for {@code delta}. */
    PrivacyGuarantee epsilon(Composition releases, double delta);

    /** The least delta this accountant can show for {@code epsilon}. */
    double delta(Composition releases, double epsilon);
}
