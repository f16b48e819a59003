// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.privacy;

/** What is wrong with a mechanism, to see whether the audit sees it. */
enum Flaw {
    NONE,
    /** A quarter of the standard deviation. */
    QUARTER_NOISE,
    /** A unit counts for as much as it likes. */
    NO_CLIP,
    /** The sum is divided by how many units took part, which tells of one more. */
    REALISED_DIVISOR,
    /** One exchange adds no noise, and as few exchanges as may are there. */
    MISSING_SHARE,
    /** Rounded floating-point noise in the place of the discrete sampler: as wide, so only the sampler's own tests can tell. */
    ROUNDED_GAUSSIAN
}
