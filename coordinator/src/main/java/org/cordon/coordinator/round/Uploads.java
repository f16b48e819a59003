// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.round;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.cordon.coordinator.log.InputArchive;
import org.cordon.log.Hash;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.MerkleTree;
import org.cordon.suite.Scope;
import org.cordon.sum.ring.RingVector;
import org.cordon.sum.round.Block;
import org.cordon.sum.round.RoundConfiguration;

/**
 * The masked vectors of one attempt: on disk as they stream in, added to the sum once they are complete.
 *
 * <p>Memory is one vector for the sum and one for the vector being checked or added, however many members there are, and 32
 * bytes for every block.
 */
final class Uploads {
    private final CoordinatorStore store;
    private final Scope scope;
    private final RoundConfiguration configuration;
    private final RingVector sum;
    private final Map<Integer, MerkleTree> trees = new ConcurrentHashMap<>();
    private final Set<Integer> added = new HashSet<>();
    private final Map<Integer, Slot> slots = new ConcurrentHashMap<>();

    /** Where a member's upload comes in: its monitor is held for each step, the newest reception alone goes on. */
    static final class Slot {
        private final AtomicReference<Object> newest = new AtomicReference<>();

        /** Takes over from an earlier reception, which may hang on a dead connection. */
        void take(Object reception) {
            newest.set(reception);
        }

        boolean isHeldBy(Object reception) {
            return newest.get() == reception;
        }

        void release(Object reception) {
            newest.compareAndSet(reception, null);
        }
    }

    Uploads(CoordinatorStore store, Scope scope, RoundConfiguration configuration) {
        this.store = store;
        this.scope = scope;
        this.configuration = configuration;
        this.sum = RingVector.zeros(configuration.ring(), configuration.words());
    }

    Scope scope() {
        return scope;
    }

    RoundConfiguration configuration() {
        return configuration;
    }

    Slot slot(int member) {
        return slots.computeIfAbsent(member, any -> new Slot());
    }

    CoordinatorStore.UploadFile open(int member) {
        return store.upload(
                scope.session(), new CoordinatorStore.UploadKey(scope.epoch(), scope.round(), scope.attempt(), member));
    }

    long expectedBytes() {
        return configuration.vectorBytes();
    }

    private int blockBytes() {
        return Block.WORDS * configuration.ring().bytesPerWord();
    }

    /** Whether the stored vector has this Merkle root. */
    synchronized boolean fits(int member, Digest root) {
        return tree(member).root().equals(root);
    }

    /** The stored vector does not fit its statement: it is uploaded anew. */
    synchronized void forget(int member) {
        trees.remove(member);
    }

    /** Adds a complete vector to the sum. */
    synchronized void add(int member) {
        sum.addInPlace(RingVector.of(configuration.ring(), read(member)));
        added.add(member);
    }

    /** Takes out of the sum whose vectors are complete but not among the survivors: the guard may choose a smaller set. */
    synchronized void keepOnly(Collection<Integer> survivors) {
        for (int member : List.copyOf(added)) {
            if (!survivors.contains(member)) {
                sum.subtractInPlace(RingVector.of(configuration.ring(), read(member)));
                added.remove(member);
            }
        }
    }

    /** Whether the member's vector is in the sum; from then on it stays as it is. */
    synchronized boolean isAdded(int member) {
        return added.contains(member);
    }

    /** The sum so far; the reveal takes its masks off in place. */
    RingVector sum() {
        return sum;
    }

    /** A block of a member's vector with its path. */
    Block block(int position, int member) {
        MerkleTree tree = tree(member);
        long at = (long) position * blockBytes();
        byte[] words = new byte[(int) Math.min(blockBytes(), expectedBytes() - at)];
        try (CoordinatorStore.UploadFile file = open(member)) {
            file.read(at, ByteBuffer.wrap(words));
        }
        return new Block(position, member, Bytes.wrap(words), tree.path(position));
    }

    /** Keeps the vectors of these members, as they were uploaded; the list of them. */
    Hash archive(List<Integer> members, InputArchive archive) {
        for (int member : members) {
            Bytes packed = Bytes.wrap(read(member));
            try (CoordinatorStore.UploadFile file = open(member)) {
                file.path()
                        .ifPresentOrElse(path -> archive.add(member, packed, path), () -> archive.add(member, packed));
            }
        }
        return archive.list();
    }

    private MerkleTree tree(int member) {
        MerkleTree known = trees.get(member);
        if (known != null) {
            return known;
        }
        byte[] packed = read(member);
        List<byte[]> blocks = new ArrayList<>();
        for (int at = 0; at < packed.length; at += blockBytes()) {
            blocks.add(Arrays.copyOfRange(packed, at, Math.min(packed.length, at + blockBytes())));
        }
        MerkleTree tree = MerkleTree.of(blocks);
        trees.put(member, tree);
        return tree;
    }

    private byte[] read(int member) {
        byte[] packed = new byte[(int) expectedBytes()];
        try (CoordinatorStore.UploadFile file = open(member)) {
            file.read(0, ByteBuffer.wrap(packed));
        }
        return packed;
    }
}
