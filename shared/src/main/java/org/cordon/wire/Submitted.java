// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import java.util.Optional;
import org.cordon.record.HeadCosignature;
import org.cordon.sum.round.MemberMessage;

/**
 * A member's message as it travels.
 *
 * @param cosignature of the newest checkpoint of the protocol log that the member has on disk, if it is new
 */
public record Submitted(MemberMessage message, Optional<HeadCosignature> cosignature) {}
