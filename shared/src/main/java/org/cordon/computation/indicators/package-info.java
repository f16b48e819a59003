// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Indicators that several exchanges have seen, by one secure sum of counts under noise, public half.
 *
 * <p>Read first: {@link org.cordon.computation.indicators.IndicatorNumber}, {@link org.cordon.computation.indicators.IndicatorsPlan}, {@link
 * org.cordon.computation.indicators.Indicators}, {@link
 * org.cordon.computation.indicators.IndicatorSet}.
 *
 * <p>Invariants: an exchange adds one at most to a bucket; the sum opens every count, also those of few, so there is none without noise; what
 * is put out holds no count below the one asked for.
 */
@NullMarked
package org.cordon.computation.indicators;

import org.jspecify.annotations.NullMarked;
