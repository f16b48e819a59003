// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.cordon.log.Checkpoint;
import org.cordon.log.Hash;
import org.cordon.log.LogStorage;
import org.cordon.log.MalformedLog;
import org.cordon.log.SignedNote;
import org.cordon.record.Leaf;
import org.cordon.record.LogRecord;
import org.cordon.record.LogView;
import org.cordon.record.Statement;
import org.cordon.suite.Bytes;
import org.cordon.wire.LeafCodec;

/** A coordinator's log as it is written: every commit is signed, and cosigned by all members there are. */
final class HonestWriter implements Malice.Desk {
    static final Instant BEGIN = Instant.parse("2026-11-21T12:00:00Z");

    private final LogStorage storage;
    private final HonestConsortium consortium;
    private final Malice malice;
    private final List<LogRecord> later = new ArrayList<>();
    private final LogView view = new LogView();
    private Instant now = BEGIN;

    HonestWriter(LogStorage storage, HonestConsortium consortium, Malice malice) {
        this.storage = storage;
        this.consortium = consortium;
        this.malice = malice;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public HonestConsortium consortium() {
        return consortium;
    }

    @Override
    public Bytes blob(Hash name) {
        return Bytes.wrap(storage.blob(name).orElseThrow());
    }

    Malice malice() {
        return malice;
    }

    LogView view() {
        return view;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** Waits until a moment, unless it is over. */
    void passUntil(long millis) {
        Instant then = Instant.ofEpochMilli(millis);
        now = then.isAfter(now) ? then : now;
    }

    @Override
    public Hash blob(Bytes content) {
        byte[] bytes = content.toByteArray();
        Hash name = Hash.ofContent(bytes);
        storage.putBlob(name, bytes);
        return name;
    }

    /** A record that no gate waits for: it is appended with the next commit. */
    void later(LogRecord record) {
        later.add(record);
    }

    Checkpoint commit(LogRecord... records) {
        return commit(List.of(records));
    }

    /** Appends records, after those that were put off; all members cosign. */
    Checkpoint commit(List<? extends LogRecord> records) {
        List<LogRecord> all = new ArrayList<>(later);
        all.addAll(records);
        later.clear();
        return commitBeforeLater(all);
    }

    /** As {@link #commit(List)}, without those that were put off. */
    Checkpoint commitBeforeLater(List<? extends LogRecord> honest) {
        List<byte[]> leaves = new ArrayList<>();
        for (LogRecord record : malice.commit(this, List.copyOf(honest))) {
            now = now.plusMillis(1);
            long index = storage.size() + leaves.size();
            Leaf leaf = leaf(new Statement(consortium.origin().hash(), index, malice.at(index, record, now), record));
            view.add(leaf);
            leaves.add(leaf.exact().toByteArray());
        }
        byte[] note = storage.commit(leaves, this::signed);
        now = now.plusMillis(20);
        return cosign(note);
    }

    private Leaf leaf(Statement statement) {
        if (!(statement.record() instanceof LogRecord.Overridden)
                && !(statement.record() instanceof LogRecord.Incident)) {
            return LeafCodec.leaf(statement);
        }
        Bytes exact = LeafCodec.encode(statement);
        return LeafCodec.leaf(
                statement,
                malice.signers().stream()
                        .map(member -> new Leaf.By(
                                member,
                                consortium
                                        .keys
                                        .of(consortium.member(member).identity())
                                        .sign("statement", exact)))
                        .toList());
    }

    private byte[] signed(long size, Hash root) {
        return consortium
                .keys
                .signed(
                        consortium.origin(),
                        consortium.manifest(),
                        new Checkpoint(consortium.origin().log(), size, root))
                .toBytes();
    }

    private Checkpoint cosign(byte[] note) {
        try {
            SignedNote signed = SignedNote.parse(note);
            Checkpoint checkpoint = Checkpoint.parse(signed.text().getBytes(StandardCharsets.UTF_8));
            SignedNote cosigned =
                    signed.with(consortium.keys.cosigned(consortium.origin(), consortium.members(), checkpoint, now));
            storage.checkpoint(cosigned.toBytes(), checkpoint.size(), checkpoint.root());
            return checkpoint;
        } catch (MalformedLog impossible) {
            throw new AssertionError(impossible);
        }
    }

    void publish() {
        storage.publish();
    }

    static Bytes text(Checkpoint checkpoint) {
        return Bytes.wrap(checkpoint.toBytes());
    }
}
