// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.round;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.MerkleTree;
import org.cordon.suite.Signed;
import org.cordon.sum.epoch.ProtocolViolation;
import org.cordon.sum.epoch.Violation;

/** What attackers do with keys of their own, and how it must end. */
final class Attacks {
    static final int COORDINATOR = 0;

    private Attacks() {}

    /** The call ends in a violation of this kind that blames this party. */
    static void assertViolation(Violation kind, int party, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ProtocolViolation.class, violation -> {
            Assertions.assertThat(violation.kind()).isEqualTo(kind);
            Assertions.assertThat(violation.party()).isEqualTo(party);
        });
    }

    /** The insider's own message with the leaf for one receiver altered, and signed again so that everything fits. */
    static MemberMessage.Ready withLeaf(
            TestMember insider, MemberMessage.Ready ready, int receiver, UnaryOperator<MemberMessage.PairLeaf> change) {
        List<MemberMessage.PairLeaf> pairs = new ArrayList<>();
        ready.pairs().forEach(pair -> pairs.add(pair.receiver() == receiver ? change.apply(pair) : pair));
        return signed(
                insider, ready, pairs, ready.bundle(), ready.header().body().recoveryKey());
    }

    /** The insider's own message with another bundle, and signed again. */
    static MemberMessage.Ready withBundle(TestMember insider, MemberMessage.Ready ready, Bytes bundle) {
        return signed(
                insider, ready, ready.pairs(), bundle, ready.header().body().recoveryKey());
    }

    static MemberMessage.Ready withRecoveryKey(TestMember insider, MemberMessage.Ready ready, Digest commitment) {
        return signed(insider, ready, ready.pairs(), ready.bundle(), commitment);
    }

    private static MemberMessage.Ready signed(
            TestMember insider,
            MemberMessage.Ready ready,
            List<MemberMessage.PairLeaf> pairs,
            Bytes bundle,
            Digest recoveryKey) {
        RoundBody.Ready body = ready.header().body();
        Digest root = MerkleTree.root(pairs.stream()
                .map(pair -> Commitments.leaf(body.open(), insider.index, pair))
                .toList());
        Signed<RoundBody.Ready> header = insider.speaker.say(new RoundBody.Ready(
                body.scope(), body.open(), body.selfMask(), recoveryKey, root, Hashes.blob(bundle), Bytes.EMPTY));
        // The insider itself goes on with what it said.
        MemberState.Prepared own = insider.state(MemberState.Prepared.class);
        MemberMessage.Ready message = new MemberMessage.Ready(header, pairs, bundle);
        insider.state = Optional.of(
                new MemberState.Prepared(own.entered, own.input, own.selfMask, own.recoveryKey, own.premasks, message));
        return message;
    }

    /** The bytes with one bit flipped. */
    static Bytes flipped(Bytes bytes, int index) {
        byte[] copy = bytes.toByteArray();
        copy[index] ^= 1;
        return Bytes.wrap(copy);
    }

    static Digest otherDigest() {
        return Hashes.blob(new byte[] {42});
    }
}
