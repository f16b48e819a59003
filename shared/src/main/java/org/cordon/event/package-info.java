// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Events of an exchange in one schema, {@code cordon/events-v1}, whatever they are read from.
 *
 * <p>Read first: {@link org.cordon.event.Event}, then {@link org.cordon.event.EventHeader}, which makes events of named texts.
 *
 * <p>Invariants: nothing here does input or output; no message holds a value of an event. docs/events.md has the schema.
 */
@NullMarked
package org.cordon.event;

import org.jspecify.annotations.NullMarked;
