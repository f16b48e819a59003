// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.epoch;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cordon.member.Threshold;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.KeySchedule;
import org.cordon.suite.Secret;
import org.cordon.suite.Transcript;

/**
 * A member's keys RK_r of one round, one for every other member of the roster; kept until the round closes.
 *
 * <p>Source: docs/protocol.md, Parameters (share, premask) and Epoch set-up (Ratchet).
 */
public final class RoundKeys implements AutoCloseable {
    private final Digest session;
    private final int epoch;
    private final int round;
    private final int self;
    private final SortedMap<Integer, Secret> keys;

    RoundKeys(Digest session, int epoch, int round, int self, SortedMap<Integer, Secret> keys) {
        this.session = session;
        this.epoch = epoch;
        this.round = round;
        this.self = self;
        this.keys = keys;
    }

    /** The other members of the roster, ascending. */
    public Set<Integer> peers() {
        return keys.keySet();
    }

    public int round() {
        return round;
    }

    /** The key under which {@code sender} encrypts its shares for {@code receiver}; one of them is this member. */
    public Secret share(int attempt, int sender, int receiver, Digest open) {
        return schedule().share(key(sender == self ? receiver : sender), round, attempt, sender, receiver, open);
    }

    /** p_ij of this member and {@code peer}: the same on both sides. */
    public Secret premask(int attempt, int peer, Digest open) {
        return schedule().premask(key(peer), round, attempt, Math.min(self, peer), Math.max(self, peer), open);
    }

    private KeySchedule schedule() {
        return new KeySchedule(session, epoch);
    }

    private Secret key(int peer) {
        Secret key = keys.get(peer);
        if (key == null) {
            throw new IllegalArgumentException("peer must be another member of the roster, but was " + peer);
        }
        return key;
    }

    /** Canonical bytes, secret: for a sealed store only. */
    public Bytes encode() {
        Transcript out = new Transcript().raw(session).u32(epoch).u16(round).u16(self);
        SecretMap.write(out, keys);
        return out.toBytes();
    }

    /** Reads what {@link #encode} wrote; anything else is an {@link IllegalArgumentException}. */
    public static RoundKeys decode(Bytes encoded) {
        StoredReader in = new StoredReader(encoded);
        RoundKeys read = new RoundKeys(
                in.digest(),
                in.u32(1, Integer.MAX_VALUE),
                in.u16(1, EpochKeys.ROUNDS),
                in.u16(1, Threshold.MAX_MEMBERS),
                SecretMap.read(in));
        in.end();
        return read;
    }

    /** An independent copy, to be closed on its own. */
    public RoundKeys copy() {
        SortedMap<Integer, Secret> copies = new TreeMap<>();
        for (Map.Entry<Integer, Secret> entry : keys.entrySet()) {
            copies.put(entry.getKey(), entry.getValue().copy());
        }
        return new RoundKeys(session, epoch, round, self, copies);
    }

    @Override
    public void close() {
        keys.values().forEach(Secret::close);
    }

    @Override
    public String toString() {
        return "RoundKeys[round " + round + "]";
    }
}
