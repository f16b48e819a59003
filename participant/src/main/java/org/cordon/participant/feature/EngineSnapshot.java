// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.feature;

import java.util.Collection;
import java.util.List;
import java.util.Queue;
import org.cordon.event.Event;
import org.cordon.event.EventKind;
import org.cordon.event.Outcome;
import org.cordon.feature.FeatureSet;
import org.cordon.model.CanonicalReader;
import org.cordon.model.CanonicalWriter;
import org.cordon.model.MalformedEncoding;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;

/**
 * What an engine remembers as bytes: {@code u8 version, digest of the set, fingerprint of the key, progress, held events, groups},
 * then SHA-256 of all that.
 *
 * <p><b>Guarantees.</b> Engines that remember the same give the same bytes: keys ascend, what has left its windows is left out.
 * Bytes that were cut or changed are refused, and so are those of another set, key or version.
 */
final class EngineSnapshot {
    private static final int VERSION = 1;
    private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

    private final FeatureSet set;
    private final IdentifierHash hash;
    private final int extras;

    EngineSnapshot(FeatureSet set, IdentifierHash hash) {
        this.set = set;
        this.hash = hash;
        this.extras = set.extras().size();
    }

    Bytes write(FeatureEngine.Progress progress, Collection<KeyedEvent> held, List<EventGroup> groups) {
        CanonicalWriter out = new CanonicalWriter().u8(VERSION);
        out.bytes(Bytes.wrap(set.digest().toByteArray())).i64(hash.fingerprint());
        out.i64(progress.watermark).i64(progress.computedTo);
        out.i64(progress.computed).i64(progress.repeated).i64(progress.late).i64(progress.rows);
        out.u32(held.size());
        held.stream().sorted(KeyedEvent.ORDER).forEach(event -> event(out, event));
        groups.forEach(group -> group(out, group.state, progress.computedTo));
        Bytes body = out.toBytes();
        byte[] whole = new byte[body.size() + Digest.BYTES];
        body.copyTo(whole, 0);
        System.arraycopy(Hashes.sha256(body.toByteArray()).toByteArray(), 0, whole, body.size(), Digest.BYTES);
        return Bytes.wrap(whole);
    }

    private static void event(CanonicalWriter out, KeyedEvent event) {
        out.text(event.id)
                .i64(event.time)
                .u8(event.kind)
                .u8(event.outcome)
                .i64(event.amount)
                .u8(event.label);
        out.longs(event.fields);
        long[] bits = new long[event.extras.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Double.doubleToLongBits(event.extras[i]);
        }
        out.longs(bits);
    }

    private static void group(CanonicalWriter out, GroupState state, long now) {
        int[] slots = state.liveSlots(now);
        out.u32(slots.length);
        for (int slot : slots) {
            out.i64(state.key(slot)).i64(state.last(slot)).longs(state.history(slot));
        }
    }

    void read(Bytes snapshot, FeatureEngine.Progress progress, Queue<KeyedEvent> held, List<EventGroup> groups) {
        int length = snapshot.size() - Digest.BYTES;
        require(length > 0, "snapshot must be longer than a digest, but was " + snapshot.size() + " bytes");
        Bytes body = snapshot.slice(0, length);
        require(
                Hashes.sha256(body.toByteArray())
                        .equals(Digest.of(
                                snapshot.slice(length, snapshot.size()).toByteArray())),
                "snapshot must end with its digest, but was cut or changed; restore an older one, or read the history again");
        CanonicalReader in = CanonicalReader.of(body, MAX_BYTES);
        in.version("snapshot", VERSION);
        require(
                in.bytes("digest", Digest.BYTES).equals(Bytes.wrap(set.digest().toByteArray())),
                "snapshot must be of the features " + set.name() + " as they are, but is of others");
        require(in.i64() == hash.fingerprint(), "snapshot must be of this exchange's key, but is of another");
        progress.watermark = in.i64();
        progress.computedTo = in.i64();
        progress.computed = in.i64();
        progress.repeated = in.i64();
        progress.late = in.i64();
        progress.rows = in.i64();
        for (int left = in.u32("held", 0, Integer.MAX_VALUE); left > 0; left--) {
            held.add(event(in));
        }
        groups.forEach(group -> group(in, group.state));
        in.end();
    }

    private KeyedEvent event(CanonicalReader in) {
        String id = in.text("id", 512);
        long time = in.i64();
        KeyedEvent.Facts facts = new KeyedEvent.Facts(in.u8(), in.u8(), in.i64(), in.u8());
        require(
                facts.kind() < EventKind.values().length
                        && facts.outcome() < Outcome.values().length
                        && facts.label() <= KeyedEvent.NO_LABEL
                        && facts.amount() >= KeyedEvent.NO_AMOUNT
                        && facts.amount() <= Event.MAX_AMOUNT_MICRO_USD,
                "held event must keep the rules of its columns, but does not");
        long[] fields = in.longs("fields", KeyedEvent.FIELDS);
        long[] bits = in.longs("extras", extras);
        require(fields.length == KeyedEvent.FIELDS && bits.length == extras, "held event must have all its fields");
        double[] numbers = new double[extras];
        for (int i = 0; i < extras; i++) {
            numbers[i] = Double.longBitsToDouble(bits[i]);
        }
        return new KeyedEvent(id, time, facts, fields, numbers);
    }

    private static void group(CanonicalReader in, GroupState state) {
        int width = 2 + state.shape.distinct.length;
        long[] fields = new long[KeyedEvent.FIELDS];
        for (int left = in.u32("keys", 0, Integer.MAX_VALUE); left > 0; left--) {
            long key = in.i64();
            long last = in.i64();
            long[] history = in.longs("events", Integer.MAX_VALUE);
            require(history.length % width == 0, "events of a key must be whole, but are not");
            require(state.find(key) == GroupState.NONE, "key must be there once, but is twice");
            int slot = state.addKept(key, last);
            for (int at = 0; at < history.length; at += width) {
                for (int d = 0; d < width - 2; d++) {
                    fields[state.shape.distinct[d]] = history[at + 2 + d];
                }
                state.expire(slot, history[at]);
                state.append(slot, history[at], history[at + 1], fields);
            }
            require(state.last(slot) == last, "last event of a key must be its last, but is not");
        }
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new MalformedEncoding(sentence);
        }
    }
}
