// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Declarations of features of events: what is computed, for whom, over which time. docs/features.md says what each means.
 *
 * <p>Read first: {@link org.cordon.feature.FeatureSet}; {@link org.cordon.feature.FeatureSetReading} reads one from a file.
 *
 * <p>Invariants: equal sets have equal bytes and one digest, so that a charter can name one; nothing here computes a feature.
 */
@NullMarked
package org.cordon.feature;

import org.jspecify.annotations.NullMarked;
