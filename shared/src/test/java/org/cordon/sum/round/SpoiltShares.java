// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.round;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.cordon.suite.Bytes;
import org.cordon.suite.MerkleTree;
import org.cordon.suite.Signed;
import org.cordon.sum.epoch.Speaker;

/** An insider that sends some of its peers shares which do not open, and signs what it sends: they will complain. */
public final class SpoiltShares {
    private SpoiltShares() {}

    /** The insider's own state with the ciphertexts for {@code receivers} flipped, signed again so that everything else fits. */
    public static MemberState.Prepared in(MemberState.Prepared own, Speaker speaker, Set<Integer> receivers) {
        MemberMessage.Ready ready = own.message();
        RoundBody.Ready body = ready.header().body();
        List<MemberMessage.PairLeaf> pairs = new ArrayList<>();
        for (MemberMessage.PairLeaf pair : ready.pairs()) {
            pairs.add(receivers.contains(pair.receiver()) ? flipped(pair) : pair);
        }
        Signed<RoundBody.Ready> header = speaker.say(new RoundBody.Ready(
                body.scope(),
                body.open(),
                body.selfMask(),
                body.recoveryKey(),
                MerkleTree.root(pairs.stream()
                        .map(pair -> Commitments.leaf(body.open(), body.scope().sender(), pair))
                        .toList()),
                body.bundle(),
                Bytes.EMPTY));
        return new MemberState.Prepared(
                own.entered,
                own.input,
                own.selfMask,
                own.recoveryKey,
                own.premasks,
                new MemberMessage.Ready(header, pairs, ready.bundle()));
    }

    private static MemberMessage.PairLeaf flipped(MemberMessage.PairLeaf pair) {
        byte[] ciphertext = pair.ciphertext().toByteArray();
        ciphertext[0] ^= 1;
        return new MemberMessage.PairLeaf(
                pair.receiver(), pair.premask(), pair.selfShare(), pair.recoveryShare(), Bytes.wrap(ciphertext));
    }
}
