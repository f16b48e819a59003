// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/** The start of a {@link DirectoryLog}: tiles, then the journal on top, checked against each other, then leftovers removed. */
final class LogStart {
    private static final String MEND = "; take the log from a mirror or a backup";

    private final LogMemory memory;
    private final Journal journal;

    LogStart(Path root) throws IOException, LogRefused {
        Optional<StoredNote> published = published(root);
        HashTree tree = tiles(root, published);
        memory = new LogMemory(tree, published);
        PublicFiles files = new PublicFiles(root);
        journal = Journal.open(root.resolve(BundleReader.JOURNAL), this::replay);
        try {
            files.removeLeftovers(memory.publishedSize(), tree);
            new BlobFiles(root).removeLeftovers();
        } catch (IOException | LogRefused failure) {
            journal.close();
            throw failure;
        }
    }

    LogMemory memory() {
        return memory;
    }

    Journal journal() {
        return journal;
    }

    /** The lock of the directory, made where it is missing. */
    static FileChannel lock(Path root) throws IOException, LogRefused {
        LogFiles made = new LogFiles();
        made.makeDirectories(root);
        made.sync();
        FileChannel channel =
                FileChannel.open(root.resolve(BundleReader.LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException ownedHere) {
            // refused below, like the lock of another process
        } catch (IOException failure) {
            channel.close();
            throw failure;
        }
        channel.close();
        throw new LogRefused("the log in " + root + " must be open in one process only, but another one has it open");
    }

    private static Optional<StoredNote> published(Path root) throws IOException, LogRefused {
        Path file = root.resolve(PublicFiles.CHECKPOINT);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        byte[] note = Files.readAllBytes(file);
        CheckpointHead head = CheckpointHead.read(note)
                .orElseThrow(() -> new LogRefused(file + " must be a checkpoint, but is none" + MEND));
        return Optional.of(new StoredNote(head.size(), head.root(), note));
    }

    private static HashTree tiles(Path root, Optional<StoredNote> published) throws LogRefused {
        if (published.isEmpty()) {
            return new HashTree();
        }
        BundleOutcome outcome = new BundleReader(root)
                .rebuild(published.get().size(), published.get().root());
        if (outcome instanceof BundleOutcome.Damaged damaged) {
            List<BundleFinding> wrong = damaged.findings().stream()
                    .filter(finding -> finding.problem() != BundleFinding.Problem.EXTRA)
                    .toList();
            if (!wrong.isEmpty()) {
                throw new LogRefused("the log in " + root + " is damaged: " + wrong.get(0) + MEND);
            }
            return damaged.tree().orElseThrow(() -> new LogRefused("the log in " + root + " is damaged" + MEND));
        }
        return ((BundleOutcome.Rebuilt) outcome).tree();
    }

    private void replay(JournalFrame frame, String where) throws LogRefused {
        HashTree tree = memory.tree();
        if (frame.first() < 0 || frame.first() > tree.size()) {
            throw new LogRefused("the log ends at leaf " + tree.size() + ", but the journal " + where
                    + " goes on at leaf " + frame.first() + MEND);
        }
        int known = (int) Math.min(frame.leaves().size(), tree.size() - frame.first());
        for (int i = 0; i < known; i++) {
            Hash journaled = Hash.ofLeaf(frame.leaves().get(i));
            if (!journaled.equals(tree.leafHash(frame.first() + i))) {
                throw new LogRefused(
                        "the journal " + where + " has another leaf " + (frame.first() + i) + " than the tiles" + MEND);
            }
        }
        try {
            memory.accept(
                    memory.batch(frame.leaves().subList(known, frame.leaves().size())));
        } catch (IllegalArgumentException unfit) {
            throw new LogRefused("the journal " + where + " is damaged: " + unfit.getMessage() + MEND, unfit);
        }
        if (frame.note().isPresent()) {
            replay(frame.note().get(), where);
        }
    }

    private void replay(StoredNote note, String where) throws LogRefused {
        if (note.size() < memory.publishedSize()) {
            return;
        }
        if (note.size() > memory.tree().size()
                || !memory.tree().rootAt(note.size()).equals(note.root())) {
            throw new LogRefused("the journal " + where + " has a checkpoint of size " + note.size() + " and root "
                    + note.root().hex() + ", but its leaves give another" + MEND);
        }
        memory.keep(note);
    }
}
