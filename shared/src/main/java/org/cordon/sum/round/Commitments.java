// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.round;

import java.nio.ByteBuffer;
import java.util.List;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.FieldHash;
import org.cordon.suite.HashLabel;
import org.cordon.suite.Hashes;
import org.cordon.suite.MerkleTree;
import org.cordon.suite.Secret;
import org.cordon.suite.Signed;
import org.cordon.suite.StreamingMerkle;
import org.cordon.sum.ring.RingVector;

/** Every hash of a round, as docs/protocol.md writes them. */
final class Commitments {
    private Commitments() {}

    /** o. */
    static Digest open(Signed<RoundBody.Open> open) {
        return Hashes.h(HashLabel.OPEN, open.exact().toByteArray());
    }

    /** H("b"; o, i, b_i). */
    static Digest selfMask(Digest open, int member, Secret seed) {
        return Hashes.start(HashLabel.B).field(open).u16(member).field(seed).digest();
    }

    /** H("k"; o, i, k_i). */
    static Digest recoveryKey(Digest open, int member, Secret key) {
        return Hashes.start(HashLabel.K).field(open).u16(member).field(key).digest();
    }

    /** H("p"; o, p_ij): the same for both members of the pair. */
    static Digest premask(Digest open, Secret premask) {
        return Hashes.start(HashLabel.P).field(open).field(premask).digest();
    }

    /** H("sb"; o, i, j, sb_ij). */
    static Digest selfShare(Digest open, int sender, int receiver, Secret share) {
        return share(HashLabel.SB, open, sender, receiver, share);
    }

    /** H("sk"; o, i, j, sk_ij). */
    static Digest recoveryShare(Digest open, int sender, int receiver, Secret share) {
        return share(HashLabel.SK, open, sender, receiver, share);
    }

    private static Digest share(HashLabel label, Digest open, int sender, int receiver, Secret share) {
        return Hashes.start(label)
                .field(open)
                .u16(sender)
                .u16(receiver)
                .field(share)
                .digest();
    }

    /** leaf_ij of what a member handed in. */
    static byte[] leaf(Digest open, int sender, MemberMessage.PairLeaf leaf) {
        return leaf(
                open,
                sender,
                leaf.receiver(),
                leaf.premask(),
                Hashes.blob(leaf.ciphertext()),
                leaf.selfShare(),
                leaf.recoveryShare());
    }

    /** leaf_ij = H("leaf"; o, i, j, H("p"), H(ct), H("sb"), H("sk")), as the bytes that the tree hashes. */
    static byte[] leaf(
            Digest open,
            int sender,
            int receiver,
            Digest premask,
            Digest ciphertext,
            Digest selfShare,
            Digest recoveryShare) {
        return Hashes.start(HashLabel.LEAF)
                .field(open)
                .u16(sender)
                .u16(receiver)
                .field(premask)
                .field(ciphertext)
                .field(selfShare)
                .field(recoveryShare)
                .digest()
                .toByteArray();
    }

    /** ctx = H("ctx"; o, Merkle root of header bodies). */
    static Digest context(Digest open, List<Signed<RoundBody.Ready>> headers) {
        Digest root = MerkleTree.root(
                headers.stream().map(header -> header.exact().toByteArray()).toList());
        return Hashes.start(HashLabel.CTX).field(open).field(root).digest();
    }

    /** H("survivors"; ctx, U2, all Y_u, checkpoint). */
    static Digest survivors(RoundBody.Survivors survivors) {
        FieldHash hash = Hashes.start(HashLabel.SURVIVORS).field(survivors.context());
        for (Signed<RoundBody.Upload> statement : survivors.statements()) {
            hash = hash.u16(statement.body().scope().sender())
                    .field(statement.body().root());
        }
        return hash.field(survivors.checkpoint()).digest();
    }

    /** Y_i: the Merkle root over blocks of {@link Block#WORDS} words. */
    static Digest vectorRoot(RingVector vector) {
        StreamingMerkle tree = new StreamingMerkle();
        ByteBuffer packed = vector.asReadOnlyBuffer();
        byte[] block = new byte[Block.WORDS * vector.ring().bytesPerWord()];
        while (packed.hasRemaining()) {
            int length = Math.min(block.length, packed.remaining());
            packed.get(block, 0, length);
            tree.append(block, 0, length);
        }
        return tree.root();
    }

    static Secret secret(Bytes value) {
        return Secret.of(value.toByteArray());
    }
}
