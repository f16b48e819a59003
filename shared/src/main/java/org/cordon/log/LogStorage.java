// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where a log is kept: leaves in order, signed checkpoints over them, and blobs that leaves name.
 *
 * <p><b>Guarantees.</b> What a call wrote is durable when it returns. Leaves are never changed or removed. Sizes and roots are
 * those of RFC 6962 section 2.1. Calls are safe from many threads; writes are in the order of the calls.
 *
 * <p><b>Does not check</b> signatures: a note is opaque but for its second and third line, which must name the size and root it is
 * stored for.
 *
 * <p>A caller's mistake (index out of range, leaf too long, note of another tree) is an {@link IllegalArgumentException}; a disk
 * that fails is a {@link LogStorageFailure}.
 */
public interface LogStorage extends AutoCloseable {
    /** Leaves in the log. */
    long size();

    /** Leaves under the newest note that is public. */
    long publishedSize();

    /** Root over all leaves. */
    Hash root();

    /** Root over the first {@code size} leaves. */
    Hash rootAt(long size);

    /** Root that appending {@code leaves} would give; nothing is changed. A mirror compares it before it appends. */
    Hash rootAfter(List<byte[]> leaves);

    /** The bytes of a leaf. */
    byte[] leaf(long index);

    /** The hash of a leaf. */
    Hash leafHash(long index);

    /** Leaves {@code from} (inclusive) to {@code to} (exclusive), in order. */
    void forEachLeaf(long from, long to, LeafSink sink);

    /** Inclusion proof of the leaf at {@code index} in the tree of {@code size} (RFC 6962 section 2.1.1). */
    List<Hash> inclusion(long index, long size);

    /** Consistency proof between two sizes (RFC 6962 section 2.1.2); empty where {@code oldSize} is 0 or both are equal. */
    List<Hash> consistency(long oldSize, long newSize);

    /** Appends leaves, all or none, by one write to the disk. */
    void append(List<byte[]> leaves);

    /** Keeps the note of an earlier or the present tree; the newest is the one of the largest size, of one size the last given. */
    void checkpoint(byte[] signedNote, long size, Hash root);

    /** Appends leaves and the note over the tree they make, both or none, by one write to the disk; returns the note. */
    byte[] commit(List<byte[]> leaves, CheckpointMaker maker);

    /** The note of the largest size. */
    Optional<byte[]> newestCheckpoint();

    /** The note last given for {@code size}, where it is still kept. */
    Optional<byte[]> checkpointAt(long size);

    /** Brings the public files up to the newest checkpoint; other calls go on meanwhile. */
    void publish();

    /** As {@link #publish()}, up to the checkpoint of {@code size}, which was given and is no older than the published one. */
    void publish(long size);

    /** Keeps content under its SHA-256; content under another name is refused. Again is no change. */
    void putBlob(Hash name, byte[] content);

    /** As {@link #putBlob(Hash, byte[])}, from a file that nobody writes any more: linked where the disk can, else copied. */
    void putBlob(Hash name, Path content);

    /** Whether a blob is there. */
    boolean hasBlob(Hash name);

    /** The content of a blob, checked against its name. */
    Optional<byte[]> blob(Hash name);

    /** Forgets a blob; false where there was none. */
    boolean deleteBlob(Hash name);

    /** Publishes, unless {@link #publish(long)} has said what is public, and gives the storage back. */
    @Override
    void close();
}
