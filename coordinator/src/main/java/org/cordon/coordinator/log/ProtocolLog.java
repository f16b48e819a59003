// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.log;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.cordon.log.Hash;
import org.cordon.log.LogStorage;
import org.cordon.log.SignedCheckpoint;
import org.cordon.member.Consortium;
import org.cordon.record.HeadCosignature;
import org.cordon.record.Leaf;
import org.cordon.record.LogRecord;
import org.cordon.record.LogView;
import org.cordon.record.Origin;
import org.cordon.record.Statement;
import org.cordon.suite.Bytes;
import org.cordon.suite.Scope;
import org.cordon.suite.Signer;
import org.cordon.sum.epoch.EpochBody;
import org.cordon.sum.round.CoordinatorMessage.LogUpdate;
import org.cordon.sum.round.Verdict;
import org.cordon.wire.BlobCodec;
import org.cordon.wire.LeafCodec;

/**
 * The consortium's log as its one writer keeps it.
 *
 * <p><b>Guarantees.</b> What {@link #append} was given is durable, with its signed checkpoint, by one write to the disk when it
 * returns; a record that the log holds is not appended again; claimed times never go back; a blob is durable before {@link
 * #blob} returns. The view is folded from the very leaves, at the start as later. Safe for concurrent use; it calls nobody back.
 *
 * <p><b>Does not check</b> what records say: the steps of the round and the auditor do.
 *
 * <p>Source: docs/protocol-log.md; C2SP tlog-checkpoint.
 */
public final class ProtocolLog implements AutoCloseable {
    private static final int MOST_WAITING = 512;

    private final LogStorage storage;
    private final Origin origin;
    private final InstantSource clock;
    private final boolean archivesInputs;
    private final NewestNotes notes;
    private final WitnessLines witnesses;
    private final LeafPages pages;
    private final Publisher publisher;
    private final LogView view = new LogView();
    private final Held held = new Held();
    private final Retention retention;
    private final RecentNames kept = new RecentNames();
    private final Set<LogRecord> waiting = new LinkedHashSet<>();
    private Instant newestTime = Instant.EPOCH;
    private long newestApproval = -1;
    private Optional<LogUpdate> last = Optional.empty();

    private ProtocolLog(LogPlace place, Consortium consortium, Signer signer, InstantSource clock) {
        this.storage = place.storage();
        this.origin = new Origin(consortium.id());
        this.clock = clock;
        this.archivesInputs = place.archivesInputs();
        this.notes = new NewestNotes(origin, storage, signer);
        this.witnesses = new WitnessLines(origin, storage, notes);
        this.pages = new LeafPages(storage, size -> Bytes.wrap(notes.at(size).toBytes()));
        this.retention = new Retention(storage);
        this.publisher = new Publisher(storage, witnesses, notes, place.directory(), origin);
    }

    /**
     * Folds the log and appends what it lacks of the consortium's history.
     *
     * @param signer holds the coordinator's key of the newest manifest
     * @throws IllegalArgumentException if the storage holds another consortium's log, or one whose times are in no order
     */
    public static ProtocolLog open(LogPlace place, Consortium consortium, Signer signer, InstantSource clock) {
        ProtocolLog log = new ProtocolLog(place, consortium, signer, clock);
        log.storage.forEachLeaf(0, log.storage.size(), (index, leaf) -> log.fold(LeafCodec.decode(Bytes.wrap(leaf))));
        log.amended(consortium, signer);
        log.witnesses.recover();
        log.publisher.daily(() -> {
            int unused = log.expire();
        });
        return log;
    }

    private synchronized void fold(Leaf leaf) {
        Statement statement = leaf.statement();
        if (!statement.log().equals(origin.hash())) {
            throw new IllegalArgumentException("the log must be of " + origin.log() + ", but leaf " + statement.index()
                    + " is of another one; name the log directory of this consortium");
        }
        LogRecord record = statement.record();
        if (record instanceof LogRecord.TaskApproved) {
            newestApproval = view.size();
        }
        view.add(leaf);
        held.add(record);
        retention.add(statement);
        newestTime = statement.at();
        if (record instanceof LogRecord.EpochOpened epoch) {
            storage.blob(epoch.roster())
                    .ifPresent(roster ->
                            witnesses.learn(BlobCodec.roster(Bytes.wrap(roster)).body()));
        }
    }

    /** The consortium as it stands now: its history goes into the log, its members are the witnesses. */
    public void amended(Consortium consortium, Signer signer) {
        notes.signWith(signer);
        witnesses.count(consortium.current().manifest());
        publisher.count(consortium.current().manifest());
        SignedCheckpoint unused = append(new HistoryRecords(consortium).from(this::blob, this::holds));
    }

    private synchronized boolean holds(LogRecord record) {
        return held.contains(record);
    }

    /** Keeps content under its plain SHA-256; durable when it returns. What was kept lately costs no write. */
    public Hash blob(Bytes content) {
        byte[] bytes = content.toByteArray();
        Hash name = Hash.ofContent(bytes);
        if (!kept.contains(name)) {
            storage.putBlob(name, bytes);
            kept.add(name);
        }
        return name;
    }

    /** The storage, for blobs that lie in files. */
    LogStorage storage() {
        return storage;
    }

    /** Whether masked inputs of survivors are to be kept. */
    public boolean archivesInputs() {
        return archivesInputs;
    }

    /** Appends what waits and these records, but for those that the log holds; returns the newest checkpoint. */
    public synchronized SignedCheckpoint append(List<LogRecord> records) {
        // Spec: docs/protocol.md#durable.log
        Set<LogRecord> fresh = new LinkedHashSet<>(waiting);
        fresh.addAll(records);
        fresh.removeIf(held::contains);
        if (!fresh.isEmpty()) {
            commit(fresh);
        }
        waiting.clear();
        return notes.at(storage.size());
    }

    /**
     * Appends the record that {@code choice} makes of this log: no other is appended between what it saw and what it chose, so
     * every task waits for it.
     *
     * <p>Tasks of one function group share their survivor sets: two that were each judged without
     * the other could expose a member.
     */
    synchronized <R extends LogRecord> Optional<R> decide(Supplier<Optional<R>> choice) {
        Optional<R> chosen = choice.get();
        chosen.ifPresent(record -> {
            SignedCheckpoint unused = append(List.of(record));
        });
        return chosen;
    }

    private synchronized void commit(Set<LogRecord> fresh) {
        Instant now = Instant.ofEpochMilli(clock.instant().toEpochMilli());
        Instant at = now.isBefore(newestTime) ? newestTime : now;
        List<Leaf> leaves = new ArrayList<>();
        for (LogRecord record : fresh) {
            leaves.add(LeafCodec.leaf(new Statement(origin.hash(), view.size() + leaves.size(), at, record)));
        }
        byte[] unused = storage.commit(
                leaves.stream().map(leaf -> leaf.exact().toByteArray()).toList(),
                (size, root) -> notes.sign(size, root).toBytes());
        leaves.forEach(this::fold);
    }

    /** Appends the record with the next ones: it is not leaned on by any message. */
    public synchronized void later(LogRecord record) {
        waiting.add(record);
        if (waiting.size() >= MOST_WAITING) {
            SignedCheckpoint unused = append(List.of());
        }
    }

    /** The text of the newest checkpoint: what messages name. */
    public Bytes checkpoint() {
        return Bytes.wrap(notes.at(storage.size()).checkpoint().toBytes());
    }

    /** Asks the folded log; {@code question} must not keep the view. */
    public synchronized <T> T view(Function<LogView, T> question) {
        return question.apply(view);
    }

    /** The record of this kind that the log holds of the attempt of {@code scope}, by its sender. */
    public synchronized <R extends LogRecord> Optional<R> find(Class<R> kind, Scope scope) {
        return held.find(kind, scope);
    }

    /** A member's cosignature. */
    public Verdict cosign(int member, HeadCosignature cosignature) {
        return witnesses.cosign(member, cosignature);
    }

    /** A roster binds witness keys before its epoch stands. */
    public void learn(EpochBody.Roster roster) {
        witnesses.learn(roster);
    }

    /** Whether another member has bound this witness key. */
    public boolean isAnothers(Bytes witnessKey, int member) {
        return witnesses.witnesses().isAnothers(witnessKey, member);
    }

    /** The newest checkpoint under a quorum of the members. */
    public Optional<SignedCheckpoint> newestCosigned() {
        return witnesses.newest();
    }

    /** Size of the newest checkpoint under a quorum; 0 if there is none. */
    public long cosignedSize() {
        return witnesses.newestQuorum().orElse(0L);
    }

    /** Who has cosigned the checkpoint of a size, and when. */
    public SortedMap<Integer, Long> cosigners(long size) {
        return witnesses.cosigners(size);
    }

    /** Counts cosignatures, for {@link #isFreshSince}. */
    public long arrivals() {
        return witnesses.arrivals();
    }

    /** Whether a quorum has cosigned the newest checkpoint under one since that count. */
    public boolean isFreshSince(long arrivals) {
        return witnesses.isFreshSince(arrivals);
    }

    /** Where the newest approval of a task lies; -1 if there is none. */
    public synchronized long newestApproval() {
        return newestApproval;
    }

    public long size() {
        return storage.size();
    }

    /**
     * What a member with {@code from} leaves lacks; one update without leaves if that is nothing.
     *
     * @param most updates; who needs more comes again
     */
    public synchronized List<LogUpdate> updates(long from, int most) {
        long to = storage.size();
        Bytes cosigned = witnesses.newestNote();
        boolean again = last.filter(update -> update.from() == from
                        && from + update.leaves().size() == to
                        && update.cosigned().equals(cosigned))
                .isPresent();
        if (again) {
            return List.of(last.orElseThrow());
        }
        List<LogUpdate> updates = pages.pages(from, to, cosigned, most);
        last = Optional.of(updates.get(updates.size() - 1));
        return updates;
    }

    /** Brings the public files up to date on a thread of its own. */
    public void publish() {
        publisher.soon();
    }

    /** Forgets blobs of tasks that ended more than their charter's retention ago; returns how many. */
    public int expire() {
        Set<Hash> expired;
        synchronized (this) {
            expired = retention.expired(clock.instant());
        }
        return forget(expired);
    }

    /** Forgets blobs that no record names; returns how many there were. */
    int forget(Collection<Hash> names) {
        kept.clear();
        return (int) names.stream().filter(storage::deleteBlob).count();
    }

    /** Appends what waits and publishes; the storage stays open. */
    @Override
    public void close() {
        SignedCheckpoint unused = append(List.of());
        publisher.close();
    }
}
