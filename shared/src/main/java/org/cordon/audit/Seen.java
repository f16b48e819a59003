// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.time.Instant;

/**
 * Where the fold stands.
 *
 * @param index of the leaf
 * @param at its claimed time
 * @param place what it is about
 */
record Seen(long index, Instant at, Place place) {}
