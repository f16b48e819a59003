// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.round;

import java.util.List;
import java.util.SortedMap;
import org.cordon.suite.Signed;

/** What the reveal builds on: what every member of U1 handed in, who survived, and the certificate. */
record RevealContext(
        RoundCoordinator coordinator,
        Signed<RoundBody.Open> open,
        SortedMap<Integer, MemberMessage.Ready> ready,
        List<Integer> survivors,
        List<Signed<RoundBody.Endorsement>> certificate) {

    RoundBody.Ready header(int member) {
        return message(member).header().body();
    }

    MemberMessage.Ready message(int member) {
        MemberMessage.Ready message = ready.get(member);
        if (message == null) {
            throw new IllegalArgumentException("member must be in U1, but was " + member);
        }
        return message;
    }

    /** leaf contents of sender for receiver. */
    MemberMessage.PairLeaf leaf(int sender, int receiver) {
        return message(sender).pairs().stream()
                .filter(pair -> pair.receiver() == receiver)
                .findFirst()
                .orElseThrow();
    }

    /** U1 without U2, ascending. */
    List<Integer> dropped() {
        return ready.keySet().stream().filter(u -> !survivors.contains(u)).toList();
    }
}
