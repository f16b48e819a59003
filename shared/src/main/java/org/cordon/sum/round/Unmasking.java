// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.round;

import java.util.ArrayList;
import java.util.List;
import org.cordon.suite.Digest;
import org.cordon.suite.KeySchedule;
import org.cordon.suite.Scope;
import org.cordon.suite.Secret;

/** Turns opened secrets into the streams that take the masks off a sum of masked vectors. */
final class Unmasking {
    private Unmasking() {}

    /**
     * What to add to and subtract from the sum over U2 of y_u: every survivor's self mask is subtracted, and the pair masks
     * with dropped members are undone with the opposite of the sign that the survivor gave them.
     */
    static MemberState.MaskSeeds seeds(
            Scope where, Digest ctx, List<RoundBody.OpenedSelfMask> selfMasks, List<RoundBody.OpenedMember> dropped) {
        // Spec: docs/protocol.md#result.unmask
        KeySchedule schedule = new KeySchedule(where.session(), where.epoch());
        List<Secret> plus = new ArrayList<>();
        List<Secret> minus = new ArrayList<>();
        for (RoundBody.OpenedSelfMask opened : selfMasks) {
            try (Secret b = Commitments.secret(opened.seed())) {
                minus.add(schedule.self(b, where.round(), where.attempt(), opened.member(), ctx));
            }
        }
        for (RoundBody.OpenedMember member : dropped) {
            int u = member.member();
            for (RoundBody.OpenedPair pair : member.pairs()) {
                int survivor = pair.receiver();
                pair.premask().ifPresent(bytes -> {
                    try (Secret premask = Commitments.secret(bytes)) {
                        Secret mask = RoundMember.pairMask(schedule, where, survivor, u, premask, ctx);
                        (u > survivor ? minus : plus).add(mask);
                    }
                });
            }
        }
        return new MemberState.MaskSeeds(plus, minus);
    }
}
