// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The one engine that computes declared features of events, for training and for scoring alike. docs/features.md has the
 * definitions.
 *
 * <p>Read first: {@link org.cordon.participant.feature.FeatureEngine}, then {@code EventGroup} (what one key and filter
 * remember), then {@code GroupState} (how).
 *
 * <p>Invariants: a feature is a function of the set of events before it and nothing else: sums are exact integers, so no order of
 * arrival, restart or expiry changes a bit. Identifiers are keyed hashes from the first step on.
 */
@NullMarked
package org.cordon.participant.feature;

import org.jspecify.annotations.NullMarked;
