// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.round;

import java.util.List;

/**
 * What `result` opens so that everybody can check a sum, apart from the message that brings it: b_u of U2, and the leaf contents
 * of who dropped out. With cohort and certificate it determines the sum.
 *
 * <p><b>Does not check</b> anything: {@link VerifiedResult} does.
 */
public record OpenedSecrets(List<RoundBody.OpenedSelfMask> selfMasks, List<RoundBody.OpenedMember> dropped) {
    public OpenedSecrets {
        selfMasks = List.copyOf(selfMasks);
        dropped = List.copyOf(dropped);
    }

    /** Those of a result. */
    public static OpenedSecrets of(RoundBody.Result result) {
        return new OpenedSecrets(result.selfMasks(), result.dropped());
    }
}
