// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The protocol log as the coordinator writes it: every decision is a leaf before a member hears of it.
 *
 * <p>Reading order: {@link org.cordon.coordinator.log.LogPlace}, {@link org.cordon.coordinator.log.ProtocolLog}, {@link
 * org.cordon.coordinator.log.TaskRecords}.
 *
 * <p>Invariants: blobs are durable before the record that names them; a record is in the log once, however often the coordinator
 * starts anew; times never go back; nothing here calls back into tasks or members, so its lock is the innermost.
 */
@NullMarked
package org.cordon.coordinator.log;

import org.jspecify.annotations.NullMarked;
