// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.epoch;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cordon.member.Threshold;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.KeySchedule;
import org.cordon.suite.Secret;
import org.cordon.suite.Transcript;

/**
 * A member's chain keys CK_r of an established epoch, one for every other member of the roster.
 *
 * <p><b>Guarantees.</b> {@link #enter} returns the keys of round r and the chains for r + 1, and erases what it had, so
 * that later theft opens no earlier round; a round below the chain cannot be entered again. Immutable but for erasure.
 *
 * <p>Source: docs/protocol.md, Epoch set-up, Ratchet.
 */
public final class EpochKeys implements AutoCloseable {
    /** Rounds in an epoch. */
    public static final int ROUNDS = 100;

    private final Digest session;
    private final int epoch;
    private final Digest rosterHash;
    private final int self;
    private final int nextRound;
    private final SortedMap<Integer, Secret> chains;

    EpochKeys(
            Digest session, int epoch, Digest rosterHash, int self, int nextRound, SortedMap<Integer, Secret> chains) {
        this.session = session;
        this.epoch = epoch;
        this.rosterHash = rosterHash;
        this.self = self;
        this.nextRound = nextRound;
        this.chains = chains;
    }

    public Digest session() {
        return session;
    }

    public int epoch() {
        return epoch;
    }

    public Digest rosterHash() {
        return rosterHash;
    }

    public int self() {
        return self;
    }

    /** The first round that can still be entered; 101 when the epoch is used up. */
    public int nextRound() {
        return nextRound;
    }

    /** The roster R, ascending, this member included. */
    public List<Integer> roster() {
        TreeMap<Integer, Secret> all = new TreeMap<>(chains);
        all.put(self, Secret.of(new byte[Secret.BYTES]));
        return List.copyOf(all.keySet());
    }

    /** The keys of one round and the chains that remain. */
    public record Entry(RoundKeys keys, EpochKeys rest) {}

    /** Steps every chain forward to {@code round} and past it; this object is erased. */
    public Entry enter(int round) {
        // Spec: docs/protocol.md#epoch.ratchet
        if (round < nextRound || round > ROUNDS) {
            throw new IllegalArgumentException(
                    "round must be in [" + nextRound + ", " + ROUNDS + "], but was " + round);
        }
        KeySchedule schedule = new KeySchedule(session, epoch);
        SortedMap<Integer, Secret> roundKeys = new TreeMap<>();
        SortedMap<Integer, Secret> rest = new TreeMap<>();
        chains.forEach((peer, chain) -> {
            int low = Math.min(self, peer);
            int high = Math.max(self, peer);
            Secret current = chain.copy();
            for (int r = nextRound; r < round; r++) {
                Secret next = schedule.next(current, r, low, high);
                current.close();
                current = next;
            }
            roundKeys.put(peer, schedule.round(current, round, low, high));
            rest.put(peer, schedule.next(current, round, low, high));
            current.close();
        });
        close();
        return new Entry(
                new RoundKeys(session, epoch, round, self, roundKeys),
                new EpochKeys(session, epoch, rosterHash, self, round + 1, rest));
    }

    /** Canonical bytes, secret: for a sealed store only. */
    public Bytes encode() {
        Transcript out = new Transcript()
                .raw(session)
                .u32(epoch)
                .raw(rosterHash)
                .u16(self)
                .u16(nextRound);
        SecretMap.write(out, chains);
        return out.toBytes();
    }

    /** Reads what {@link #encode} wrote; anything else is an {@link IllegalArgumentException}. */
    public static EpochKeys decode(Bytes encoded) {
        StoredReader in = new StoredReader(encoded);
        EpochKeys keys = new EpochKeys(
                in.digest(),
                in.u32(1, Integer.MAX_VALUE),
                in.digest(),
                in.u16(1, Threshold.MAX_MEMBERS),
                in.u16(1, ROUNDS + 1),
                SecretMap.read(in));
        in.end();
        return keys;
    }

    @Override
    public void close() {
        chains.values().forEach(Secret::close);
    }

    @Override
    public String toString() {
        return "EpochKeys[epoch " + epoch + ", next round " + nextRound + "]";
    }
}
