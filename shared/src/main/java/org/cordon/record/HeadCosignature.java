// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.record;

import org.cordon.suite.Signature;

/**
 * A witness's cosignature of the log's checkpoint of a size, as it travels beside a member's messages.
 *
 * <p><b>Does not check</b> the signature.
 *
 * @param size of the checkpoint
 * @param atSeconds when the witness signed, in seconds since 1970-01-01 UTC by its own clock
 * @param signature Ed25519 over what C2SP tlog-cosignature says
 */
public record HeadCosignature(long size, long atSeconds, Signature signature) {}
