// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The auditor: verifies a protocol log offline, from its directory alone, and says what of 45 claims holds.
 *
 * <p>Reading order: {@link org.cordon.audit.Claim}, {@link org.cordon.audit.Bundle}, {@link org.cordon.audit.AuditVerify}, {@link
 * org.cordon.audit.AuditReport}.
 *
 * <p>Invariants: no network, no clock, no writing but of a file that was asked for; leaves are streamed once and memory is bounded
 * by what is open; what a claim says follows from bytes that are hashed into the root, blobs they name, and what the auditor
 * brought along.
 */
@NullMarked
package org.cordon.audit;

import org.jspecify.annotations.NullMarked;
