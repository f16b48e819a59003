// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.witness;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.cordon.disk.StoreFailure;
import org.cordon.log.Checkpoint;
import org.cordon.log.Hash;
import org.cordon.log.LogStorage;
import org.cordon.log.MalformedLog;
import org.cordon.log.NoteVerifier;
import org.cordon.log.SignedCheckpoint;
import org.cordon.log.VerifierKey;
import org.cordon.member.Consortium;
import org.cordon.member.Manifest;
import org.cordon.record.HeadCosignature;
import org.cordon.record.Leaf;
import org.cordon.record.LogRecord;
import org.cordon.record.LogView;
import org.cordon.record.NoteKeys;
import org.cordon.record.Origin;
import org.cordon.suite.Body;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;
import org.cordon.suite.Secret;
import org.cordon.suite.Signed;
import org.cordon.suite.Verifier;
import org.cordon.sum.epoch.EpochBody;
import org.cordon.sum.epoch.ProtocolViolation;
import org.cordon.sum.epoch.Violation;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.wire.BlobCodec;

/**
 * A member's mirror of the protocol log, which is also its state as a witness.
 *
 * <p><b>Guarantees.</b> The mirror only grows, by leaves under a checkpoint that the coordinator signed; it cosigns a checkpoint
 * only once it and its leaves are on disk. Of a log that does not continue what is held both signed notes are kept, and from then
 * on nothing is taken, cosigned or answered any more, also after a restart. Safe for concurrent use.
 *
 * <p><b>Does not check</b> what records say of each other, nor signatures of members inside them; an auditor does, and the gates of
 * a round check what they lean on.
 *
 * <p>Source: C2SP tlog-witness; docs/protocol-log.md.
 */
public final class LogMirror implements AutoCloseable {
    private final Self self;
    private final LogStorage log;
    private final Evidence evidence;
    private final Origin origin;
    private final Cosigner cosigner;
    private final NoteVerifier verifier;
    private final LogCheck check;
    private final Quorum quorum;
    private final LogView view = new LogView(this::isOwn);
    private final Map<Digest, Learnt> learnt = new HashMap<>();
    private final Instant start;
    private Optional<SignedCheckpoint> head = Optional.empty();
    private Optional<LogDisowned> disowned = Optional.empty();
    private Optional<Long> forged = Optional.empty();
    private Instant latest = Instant.EPOCH;
    private Bytes lastCosigned = Bytes.EMPTY;

    /**
     * Whose mirror it is.
     *
     * @param index of the member
     * @param local the machine's own secret: the witness key follows from it
     * @param consortium the newest known: its coordinator signs the log, its members are the witnesses
     */
    public record Self(int index, Secret local, Supplier<Consortium> consortium, InstantSource clock) {
        Manifest manifest() {
            return consortium.get().current().manifest();
        }
    }

    /**
     * Opens what is kept in {@code store}; closing that is the caller's.
     *
     * @throws LogDisowned if there is evidence of two logs
     * @throws StoreFailure if what is kept is not this consortium's log
     */
    public LogMirror(Self self, MirrorStore store) {
        this.self = self;
        this.log = store.log();
        this.evidence = store.evidence();
        this.origin = new Origin(self.manifest().id());
        this.cosigner = new Cosigner(origin, self.index(), self.local());
        this.verifier = NoteKeys.verifier();
        this.check = new LogCheck(origin, verifier);
        this.quorum = new Quorum(origin, verifier);
        this.start = self.clock().instant();
        evidence.found().ifPresent(where -> {
            throw LogDisowned.twoLogs(where);
        });
        restore();
    }

    /** The roster of an epoch that does not stand yet. */
    private record Learnt(int epoch, Hash name) {}

    private void restore() {
        List<Bytes> chunk = new ArrayList<>();
        log.forEachLeaf(0, log.size(), (index, leaf) -> {
            chunk.add(Bytes.wrap(leaf));
            if (chunk.size() == CoordinatorMessage.LogUpdate.MOST_LEAVES || index + 1 == log.size()) {
                restore(chunk);
                chunk.clear();
            }
        });
        head = log.newestCheckpoint().map(LogCheck::kept);
    }

    private void restore(List<Bytes> chunk) {
        try {
            List<Leaf> leaves = check.decoded(chunk, view.size());
            check.requireFit(leaves, view.size(), latest);
            fold(leaves);
        } catch (MalformedLog damaged) {
            throw new StoreFailure("the mirror of the protocol log is not this consortium's: " + damaged.getMessage()
                    + "; put its directory away, and it is fetched anew");
        }
    }

    /** Takes what the coordinator shows next; a {@link ProtocolViolation} if it is not the log as it was. */
    public synchronized void take(CoordinatorMessage.LogUpdate update) {
        // Spec: docs/protocol.md#log.update
        requireOwned();
        SignedCheckpoint shown = check.checkpoint(update.checkpoint(), logKey());
        Checkpoint checkpoint = shown.checkpoint();
        if (checkpoint.size() != update.from() + update.leaves().size()) {
            throw new ProtocolViolation(
                    Violation.LOG_UNSIGNED,
                    "the checkpoint must be of "
                            + (update.from() + update.leaves().size()) + " leaves, but was of " + checkpoint.size());
        }
        if (update.from() > log.size()) {
            throw new ProtocolViolation(
                    Violation.GATE_MISSING,
                    "leaves must go on from " + log.size() + ", but began with " + update.from());
        }
        if (checkpoint.size() < log.size()) {
            boolean fits = log.rootAt(checkpoint.size()).equals(checkpoint.root());
            throw disown(
                    fits ? Violation.LOG_ROLLED_BACK : Violation.LOG_FORKED,
                    shown,
                    "a log of " + checkpoint.size() + " leaves was shown after one of " + log.size());
        }
        List<Bytes> news = beyond(update, shown);
        extend(news, shown);
        see(update.cosigned());
        requireOwnStatements();
    }

    /** A record that names a statement of this member counts if the member has signed it. */
    private boolean isOwn(Signed<? extends Body> statement) {
        if (statement.body().scope().sender() != self.index()) {
            return false;
        }
        boolean signed = self.consortium().get().identities(self.index()).stream()
                .anyMatch(key -> Verifier.verify(key, statement.body().type(), statement));
        if (!signed) {
            forged = Optional.of(view.size());
        }
        return signed;
    }

    /** Said once: such a record counts for nothing here, and an auditor finds it. */
    private void requireOwnStatements() {
        Optional<Long> leaf = forged;
        forged = Optional.empty();
        leaf.ifPresent(index -> {
            throw new ProtocolViolation(
                    Violation.STATEMENT_FORGED,
                    "leaf " + index + " names a statement of this member that none of its keys has signed");
        });
    }

    /** The leaves that are not held; those that are must be the same. */
    private List<Bytes> beyond(CoordinatorMessage.LogUpdate update, SignedCheckpoint shown) {
        int held = (int) (log.size() - update.from());
        for (int i = 0; i < held; i++) {
            if (!log.leafHash(update.from() + i)
                    .equals(Hash.ofLeaf(update.leaves().get(i).toByteArray()))) {
                throw disown(Violation.LOG_FORKED, shown, "leaf " + (update.from() + i) + " is another than before");
            }
        }
        return update.leaves().subList(held, update.leaves().size());
    }

    private void extend(List<Bytes> news, SignedCheckpoint shown) {
        List<byte[]> exact = news.stream().map(Bytes::toByteArray).toList();
        if (!log.rootAfter(exact).equals(shown.checkpoint().root())) {
            throw disown(
                    Violation.LOG_FORKED,
                    shown,
                    "the root of " + shown.checkpoint().size() + " leaves is not the one of the checkpoint");
        }
        List<Leaf> leaves = read(news, shown);
        if (!leaves.isEmpty()) {
            var unused = log.commit(exact, (size, root) -> shown.toBytes());
            head = Optional.of(shown);
            fold(leaves);
            requireUnreadContinued(shown);
        }
    }

    private List<Leaf> read(List<Bytes> news, SignedCheckpoint shown) {
        List<Leaf> leaves;
        try {
            leaves = check.decoded(news, log.size());
        } catch (MalformedLog unreadable) {
            String why = String.valueOf(unreadable.getMessage());
            evidence.keepUnread(shown.checkpoint().size(), shown.toBytes());
            disowned = Optional.of(LogDisowned.unreadable(why));
            throw new ProtocolViolation(Violation.LOG_UNREADABLE, why);
        }
        try {
            check.requireFit(leaves, log.size(), latest);
        } catch (MalformedLog unfit) {
            throw disown(Violation.LOG_FORKED, shown, String.valueOf(unfit.getMessage()));
        }
        return leaves;
    }

    /** A checkpoint whose leaves could not be read once must be of this log, now that there are leaves which can. */
    private void requireUnreadContinued(SignedCheckpoint shown) {
        for (byte[] note : evidence.unread()) {
            Checkpoint once = LogCheck.kept(note).checkpoint();
            if (once.size() <= log.size() && !log.rootAt(once.size()).equals(once.root())) {
                evidence.keep(once.size(), note, shown.toBytes());
                disowned = Optional.of(LogDisowned.twoLogs(evidence.found().orElse("memory")));
                throw new ProtocolViolation(
                        Violation.LOG_FORKED,
                        "the checkpoint of " + once.size() + " leaves that could not be read had another root");
            }
        }
    }

    private void fold(List<Leaf> leaves) {
        for (Leaf leaf : leaves) {
            view.add(leaf);
            latest = leaf.statement().at();
            if (leaf.statement().record() instanceof LogRecord.EpochOpened opened) {
                learnt.remove(opened.session());
                log.blob(opened.roster())
                        .ifPresent(roster -> quorum.learn(
                                BlobCodec.roster(Bytes.wrap(roster)).body()));
            }
        }
    }

    /** Looks at the newest cosigned checkpoint, unless it is ahead of the mirror. */
    private void see(Bytes note) {
        if (note.isEmpty() || note.equals(lastCosigned)) {
            return;
        }
        SignedCheckpoint shown;
        try {
            shown = SignedCheckpoint.parse(note.toByteArray());
        } catch (MalformedLog malformed) {
            throw new ProtocolViolation(Violation.LOG_UNSIGNED, String.valueOf(malformed.getMessage()));
        }
        Checkpoint checkpoint = shown.checkpoint();
        if (checkpoint.size() > log.size()) {
            return;
        }
        if (!log.rootAt(checkpoint.size()).equals(checkpoint.root())) {
            throw disown(
                    Violation.LOG_FORKED,
                    check.checkpoint(note, logKey()),
                    "the cosigned checkpoint of " + checkpoint.size() + " leaves has another root");
        }
        lastCosigned = note;
        if (checkpoint.origin().equals(origin.log())) {
            quorum.show(shown);
        }
    }

    private ProtocolViolation disown(Violation kind, SignedCheckpoint shown, String sentence) {
        long size = shown.checkpoint().size();
        Optional<byte[]> held = kind == Violation.LOG_ROLLED_BACK ? Optional.empty() : log.checkpointAt(size);
        held = held.or(() -> head.map(SignedCheckpoint::toBytes));
        held.ifPresent(note -> {
            evidence.keep(size, note, shown.toBytes());
            disowned = Optional.of(LogDisowned.twoLogs(evidence.found().orElse("memory")));
        });
        return new ProtocolViolation(kind, sentence);
    }

    /** Demands that the coordinator has shown one log only, which can be read here. */
    public synchronized void requireOwned() {
        disowned.ifPresent(sentence -> {
            throw sentence;
        });
    }

    private VerifierKey logKey() {
        return NoteKeys.log(origin, self.manifest().coordinator().identity());
    }

    /** Leaves on disk, for a stream that is about to begin: the newest checkpoint may be cosigned once more. */
    public synchronized long attending() {
        cosigner.again();
        return log.size();
    }

    /** Leaves on disk. */
    public synchronized long size() {
        return log.size();
    }

    /** A cosignature of the newest checkpoint; empty if there was one of it already, or nothing is mirrored. */
    public synchronized Optional<HeadCosignature> cosignature() {
        return head.map(SignedCheckpoint::checkpoint)
                .filter(any -> disowned.isEmpty())
                .flatMap(newest -> cosigner.cosign(newest, self.clock().instant()));
    }

    /**
     * Binds the witness keys of a roster whose adverts were verified; durable, so that a restart knows them too. The roster before it, if
     * its epoch never came to stand, is forgotten.
     */
    public synchronized void learn(Signed<EpochBody.Roster> roster) {
        byte[] blob = BlobCodec.roster(roster).toByteArray();
        Hash name = Hash.ofContent(blob);
        log.putBlob(name, blob);
        Scope scope = roster.body().scope();
        if (view.epoch(scope.session(), scope.epoch()).isEmpty()) {
            Optional.ofNullable(learnt.put(scope.session(), new Learnt(scope.epoch(), name)))
                    .filter(before -> !before.name().equals(name)
                            && view.epoch(scope.session(), before.epoch()).isEmpty())
                    .ifPresent(dropped -> {
                        boolean unused = log.deleteBlob(dropped.name());
                    });
        }
        quorum.learn(roster.body());
    }

    /** Whether another member has bound this witness key to itself. */
    public synchronized boolean isAnothers(Bytes witnessKey, int member) {
        return quorum.isAnothers(witnessKey, member);
    }

    /** Whether enough witness keys are known here to tell a quorum. */
    public synchronized boolean canTellQuorum() {
        return quorum.isWithinReach(self.manifest());
    }

    /** The newest checkpoint of the mirror that a quorum is known to have cosigned. */
    public synchronized Optional<CosignedHead> cosigned() {
        return quorum.head(self.manifest());
    }

    /** When the mirror was opened. */
    public Instant start() {
        return start;
    }

    /** Asks what the mirrored leaves say; never after the log was disowned. */
    public synchronized <T> T ask(Function<LogView, T> question) {
        requireOwned();
        return question.apply(view);
    }

    /**
     * The size of a checkpoint that a message names by its text.
     *
     * @throws MalformedLog if it is no checkpoint of this log, reaches beyond the mirror, or has another root
     */
    public synchronized long prefix(Bytes text) throws MalformedLog {
        return check.prefix(text, log).size();
    }

    @Override
    public synchronized void close() {
        cosigner.close();
    }
}
