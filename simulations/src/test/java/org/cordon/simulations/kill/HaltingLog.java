// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.kill;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cordon.log.CheckpointMaker;
import org.cordon.log.Hash;
import org.cordon.log.LeafSink;
import org.cordon.log.LogStorage;

/** Passes everything on, and names each write of leaves or notes, and each publication, as a durability point. */
record HaltingLog(LogStorage log, Halt halt) implements LogStorage {
    @Override
    public void append(List<byte[]> leaves) {
        halt.at("log", () -> log.append(leaves));
    }

    @Override
    public void checkpoint(byte[] signedNote, long size, Hash root) {
        halt.at("log-note", () -> log.checkpoint(signedNote, size, root));
    }

    @Override
    public byte[] commit(List<byte[]> leaves, CheckpointMaker maker) {
        byte[][] note = new byte[1][];
        halt.at("log", () -> note[0] = log.commit(leaves, maker));
        return note[0];
    }

    @Override
    public void publish() {
        halt.at("log-published", log::publish);
    }

    @Override
    public void publish(long size) {
        halt.at("log-published", () -> log.publish(size));
    }

    @Override
    public long size() {
        return log.size();
    }

    @Override
    public long publishedSize() {
        return log.publishedSize();
    }

    @Override
    public Hash root() {
        return log.root();
    }

    @Override
    public Hash rootAt(long size) {
        return log.rootAt(size);
    }

    @Override
    public Hash rootAfter(List<byte[]> leaves) {
        return log.rootAfter(leaves);
    }

    @Override
    public byte[] leaf(long index) {
        return log.leaf(index);
    }

    @Override
    public Hash leafHash(long index) {
        return log.leafHash(index);
    }

    @Override
    public void forEachLeaf(long from, long to, LeafSink sink) {
        log.forEachLeaf(from, to, sink);
    }

    @Override
    public List<Hash> inclusion(long index, long size) {
        return log.inclusion(index, size);
    }

    @Override
    public List<Hash> consistency(long oldSize, long newSize) {
        return log.consistency(oldSize, newSize);
    }

    @Override
    public Optional<byte[]> newestCheckpoint() {
        return log.newestCheckpoint();
    }

    @Override
    public Optional<byte[]> checkpointAt(long size) {
        return log.checkpointAt(size);
    }

    @Override
    public void putBlob(Hash name, byte[] content) {
        log.putBlob(name, content);
    }

    @Override
    public void putBlob(Hash name, Path content) {
        log.putBlob(name, content);
    }

    @Override
    public boolean hasBlob(Hash name) {
        return log.hasBlob(name);
    }

    @Override
    public Optional<byte[]> blob(Hash name) {
        return log.blob(name);
    }

    @Override
    public boolean deleteBlob(Hash name) {
        return log.deleteBlob(name);
    }

    @Override
    public void close() {
        log.close();
    }
}
