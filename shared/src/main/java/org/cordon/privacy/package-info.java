// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The noise and the clipping of differential privacy under a sum of integers, for use inside and outside Cordon.
 *
 * <p>Read in this order: {@link org.cordon.privacy.Release} (what one opened sum costs), {@link
 * org.cordon.privacy.NoiseShare} (how much noise each party adds), {@link
 * org.cordon.privacy.IntegerClip} (what one record may contribute), {@link org.cordon.privacy.DiscreteGaussian} (the
 * noise itself), {@link org.cordon.privacy.NoisePool} (noise drawn ahead), {@link org.cordon.privacy.PoissonSampling}
 * (which records take part in a step). What a mechanism costs is told by the accountants, which lie in a package of
 * their own.
 *
 * <p>Neighbouring relation: add or remove one unit, a record or a customer with all its records.
 *
 * <p>Invariants: whatever enters a sum is an integer, so that no sum is rounded and its sensitivity holds to the bit;
 * every sampler is exact on integers and reads no floating-point number; randomness comes from a keystream whose seed
 * the caller draws; whatever holds noise or its source wipes it on {@code close} and never prints it.
 */
@NullMarked
package org.cordon.privacy;

import org.jspecify.annotations.NullMarked;
