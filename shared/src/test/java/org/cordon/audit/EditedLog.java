// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cordon.log.BundleReader;
import org.cordon.log.Checkpoint;
import org.cordon.log.DirectoryLog;
import org.cordon.log.Hash;
import org.cordon.log.LogRefused;
import org.cordon.log.MalformedLog;
import org.cordon.log.MemoryLog;
import org.cordon.log.SignedNote;
import org.cordon.log.TrustPolicy;
import org.cordon.record.Leaf;
import org.cordon.record.LogRecord;
import org.cordon.record.Origin;
import org.cordon.record.Statement;
import org.cordon.suite.BodyCodec.MalformedBody;
import org.cordon.suite.Bytes;
import org.cordon.suite.SigningKey;
import org.cordon.wire.LeafCodec;

/**
 * An honest log that was edited after it was written: indexes are given anew, and everything on top of the leaves is signed
 * again. Bodies that members signed keep the checkpoints they name: an edit before the last of those breaks them as well, so
 * edits of what was said before are made by {@link Malice} instead.
 */
final class EditedLog {
    private final HonestLog log;
    private final List<byte[]> leaves = new ArrayList<>();
    private final SortedMap<String, byte[]> blobs;
    private final Origin origin;
    private List<Integer> cosigners;
    private Instant cosignedAt;
    private SigningKey signer;
    private TrustPolicy policy;

    EditedLog(HonestLog log) {
        this.log = log;
        this.blobs = new TreeMap<>(log.blobs());
        log.leaves().forEach(leaf -> leaves.add(leaf.exact().toByteArray()));
        this.origin = log.consortium().origin();
        this.cosigners = log.consortium().members();
        this.cosignedAt = log.end();
        this.signer = log.keys().of(log.consortium().manifest().coordinator().identity());
        this.policy = log.keys().policy(origin, log.consortium().manifest());
    }

    int size() {
        return leaves.size();
    }

    Leaf leaf(int index) {
        return LeafCodec.decode(Bytes.of(leaves.get(index)));
    }

    EditedLog drop(int index) {
        leaves.remove(index);
        return this;
    }

    /** A record before the leaf at {@code index}, at the time of the leaf before. */
    EditedLog insert(int index, LogRecord record) {
        leaves.add(index, bytes(record, leaf(index - 1).statement().at()));
        return this;
    }

    EditedLog replace(int index, LogRecord record) {
        leaves.set(index, bytes(record, leaf(index).statement().at()));
        return this;
    }

    EditedLog at(int index, Instant at) {
        leaves.set(index, bytes(leaf(index).statement().record(), at));
        return this;
    }

    /** Bytes that need not be a leaf. */
    EditedLog raw(int index, byte[] bytes) {
        leaves.set(index, bytes.clone());
        return this;
    }

    EditedLog swap(int one, int other) {
        byte[] first = leaves.get(one);
        leaves.set(one, leaves.get(other));
        leaves.set(other, first);
        return this;
    }

    EditedLog withoutBlob(Hash name) {
        blobs.remove(name.hex());
        return this;
    }

    /** Content under a name that may not be its own. */
    EditedLog blob(Hash name, byte[] content) {
        blobs.put(name.hex(), content.clone());
        return this;
    }

    EditedLog cosignedBy(List<Integer> members) {
        cosigners = List.copyOf(members);
        return this;
    }

    EditedLog cosignedAt(Instant moment) {
        cosignedAt = moment;
        return this;
    }

    EditedLog signedBy(SigningKey key) {
        signer = key;
        return this;
    }

    EditedLog policy(TrustPolicy value) {
        policy = value;
        return this;
    }

    private byte[] bytes(LogRecord record, Instant at) {
        return LeafCodec.leaf(new Statement(origin.hash(), 0, at, record))
                .exact()
                .toByteArray();
    }

    /** Writes the bundle into an empty directory. */
    Path write(Path directory) {
        number();
        try (DirectoryLog storage = DirectoryLog.open(directory)) {
            for (long size : sizes()) {
                storage.append(leaves.subList((int) storage.size(), (int) size));
                Checkpoint checkpoint = new Checkpoint(origin.log(), size, storage.root());
                storage.checkpoint(note(checkpoint), size, storage.root());
                storage.publish();
            }
            Files.createDirectories(directory.resolve("blobs/sha256"));
            for (var blob : blobs.entrySet()) {
                Files.write(directory.resolve("blobs/sha256").resolve(blob.getKey()), blob.getValue());
            }
            Files.write(directory.resolve("trust-policy"), policy.toBytes());
            return directory;
        } catch (LogRefused | IOException | MalformedLog refused) {
            throw new AssertionError(refused);
        }
    }

    /** The signed and cosigned checkpoint of the whole log. */
    byte[] note() {
        number();
        try (MemoryLog storage = new MemoryLog()) {
            storage.append(leaves);
            return note(new Checkpoint(origin.log(), leaves.size(), storage.root()));
        } catch (LogRefused | MalformedLog refused) {
            throw new AssertionError(refused);
        }
    }

    /** The index in each leaf is where it stands; bytes that are no leaf stay. */
    private void number() {
        for (int index = 0; index < leaves.size(); index++) {
            int here = index;
            decoded(here).filter(leaf -> leaf.statement().index() != here).ifPresent(leaf -> {
                Statement old = leaf.statement();
                Statement statement = new Statement(old.log(), here, old.at(), old.record());
                leaves.set(here, LeafCodec.leaf(statement, leaf.by()).exact().toByteArray());
            });
        }
    }

    private Optional<Leaf> decoded(int index) {
        try {
            return Optional.of(leaf(index));
        } catch (MalformedBody noLeaf) {
            return Optional.empty();
        }
    }

    private SortedSet<Long> sizes() throws LogRefused {
        SortedSet<Long> sizes = new TreeSet<>(new BundleReader(log.directory()).checkpointSizes());
        sizes.removeIf(size -> size > leaves.size());
        sizes.add((long) leaves.size());
        return sizes;
    }

    /** The honest note where the tree is still the honest one, else one that is signed again. */
    private byte[] note(Checkpoint checkpoint) throws LogRefused, MalformedLog {
        var honest = new BundleReader(log.directory()).checkpointAt(checkpoint.size());
        boolean last = checkpoint.size() == leaves.size();
        if (!last
                && honest.isPresent()
                && SignedNote.parse(honest.orElseThrow()).text().equals(checkpoint.text())) {
            return honest.orElseThrow();
        }
        Instant when = last
                ? cosignedAt
                : leaf((int) checkpoint.size() - 1).statement().at();
        return log.keys()
                .signed(origin, signer, checkpoint)
                .with(log.keys().cosigned(origin, cosigners, checkpoint, when))
                .toBytes();
    }

    /** Every file of a bundle, by its path below the directory. */
    static SortedMap<String, byte[]> files(Path directory) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (var walk = Files.walk(directory)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                files.put(directory.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
        return files;
    }
}
