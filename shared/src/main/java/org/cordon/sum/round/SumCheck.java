// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.round;

import java.util.List;
import java.util.Optional;
import org.cordon.suite.Digest;
import org.cordon.suite.MerkleTree;
import org.cordon.suite.Scope;
import org.cordon.sum.epoch.ProtocolViolation;
import org.cordon.sum.epoch.Violation;
import org.cordon.sum.ring.Masks;
import org.cordon.sum.ring.RingVector;

/**
 * A participant's own check of a sum: at the drawn positions, the survivors' signed blocks without their masks must add up to
 * it.
 *
 * <p><b>Guarantees.</b> Where every block is drawn, a wrong sum is always found. With sampled blocks a sum that is wrong at
 * one position passes N - f honest checkers with chance below 0.07.
 *
 * <p>Blocks are handed in position by position, within one by ascending member. A block whose path does not fit may be asked
 * for again; one that is never served counts as forged.
 */
public final class SumCheck implements AutoCloseable {
    private final VerifiedResult result;
    private final RingVector sum;
    private final List<Integer> positions;
    private final List<Integer> members;
    private Optional<MemberState.MaskSeeds> seeds = Optional.empty();
    private int positionAt;
    private int memberAt;
    private RingVector block;

    /**
     * Checks H(sum) and the count slot, and draws positions.
     *
     * @param seed the checker's own: not to be foreseen by others, and the same however often this sum is checked
     */
    public SumCheck(VerifiedResult result, RingVector sum, Digest seed) {
        // Spec: docs/protocol.md#result.sum
        this.result = result;
        this.sum = sum;
        this.members = result.survivors().members();
        RoundConfiguration configuration = result.configuration();
        if (sum.length() != configuration.words()
                || !sum.ring().equals(configuration.ring())
                || !sum.hash().equals(result.sum())) {
            throw violation(Violation.SUM_FORGED, "the sum is not the one whose hash was announced");
        }
        if (sum.signed(sum.length() - 1) != members.size()) {
            throw violation(Violation.COUNT_MISMATCH, "the count slot is not " + members.size());
        }
        this.positions = BlockPositions.select(seed, configuration, members.size());
        this.block = RingVector.zeros(sum.ring(), lengthAt(0));
    }

    private int lengthAt(int index) {
        return index < positions.size() ? Math.min(Block.WORDS, sum.length() - positions.get(index) * Block.WORDS) : 0;
    }

    /** Takes the next block; false if it is not the one expected, or not in what its member signed: ask again. */
    public boolean accept(Block next) {
        if (complete() || next.position() != positions.get(positionAt) || next.member() != members.get(memberAt)) {
            return false;
        }
        byte[] words = next.words().toByteArray();
        Digest root = result.survivors().roots().getOrDefault(next.member(), result.sum());
        if (words.length != block.byteLength()
                || !MerkleTree.verifies(
                        words, next.position(), result.configuration().blocks(), next.path(), root)) {
            return false;
        }
        block.addInPlace(RingVector.of(sum.ring(), words));
        memberAt++;
        if (memberAt == members.size()) {
            settle(next.position());
        }
        return true;
    }

    private void settle(int position) {
        // Spec: docs/protocol.md#result.blocks
        int first = position * Block.WORDS;
        MemberState.MaskSeeds masks = seeds.orElseGet(result::seeds);
        seeds = Optional.of(masks);
        Masks.applyRange(block, first, masks.plus(), masks.minus());
        if (!block.equals(sum.slice(first, first + block.length()))) {
            throw violation(Violation.SUM_FORGED, "block " + position + " is not the sum of the survivors' blocks");
        }
        memberAt = 0;
        positionAt++;
        block = RingVector.zeros(sum.ring(), lengthAt(positionAt));
    }

    /** Whether every drawn position was checked. */
    public boolean complete() {
        return positionAt == positions.size();
    }

    /** Demands that the check is complete: what was not served is forged. */
    public void finish() {
        // Spec: docs/protocol.md#result.served
        if (!complete()) {
            throw violation(
                    Violation.SUM_FORGED,
                    "block " + positions.get(positionAt) + " of member " + members.get(memberAt)
                            + " was not served as signed");
        }
    }

    private ProtocolViolation violation(Violation kind, String sentence) {
        return new ProtocolViolation(kind, Scope.COORDINATOR, result.where(), sentence);
    }

    @Override
    public void close() {
        seeds.ifPresent(MemberState.MaskSeeds::close);
    }
}
