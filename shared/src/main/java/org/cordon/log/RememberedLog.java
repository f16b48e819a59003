// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.util.List;
import java.util.Optional;

/** What both storages answer out of memory, under the lock of the object. */
abstract sealed class RememberedLog implements LogStorage permits DirectoryLog, MemoryLog {
    final LogMemory memory;

    RememberedLog(LogMemory memory) {
        this.memory = memory;
    }

    @Override
    public final synchronized long size() {
        return memory.tree().size();
    }

    @Override
    public final synchronized long publishedSize() {
        return memory.publishedSize();
    }

    @Override
    public final synchronized Hash root() {
        return memory.tree().root();
    }

    @Override
    public final synchronized Hash rootAt(long size) {
        return memory.tree().rootAt(size);
    }

    @Override
    public final synchronized Hash rootAfter(List<byte[]> leaves) {
        return memory.batch(leaves).root();
    }

    @Override
    public final synchronized Hash leafHash(long index) {
        return memory.tree().leafHash(index);
    }

    @Override
    public final synchronized List<Hash> inclusion(long index, long size) {
        return memory.tree().inclusion(index, size);
    }

    @Override
    public final synchronized List<Hash> consistency(long oldSize, long newSize) {
        return memory.tree().consistency(oldSize, newSize);
    }

    @Override
    public final synchronized Optional<byte[]> newestCheckpoint() {
        return memory.newest().map(note -> note.bytes().clone());
    }
}
