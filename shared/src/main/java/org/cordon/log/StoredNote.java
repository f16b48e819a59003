// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

/** A signed note and the tree it is of; the array is shared within the package and never changed. */
final class StoredNote {
    private final long size;
    private final Hash root;
    private final byte[] bytes;

    /** Takes the array. */
    StoredNote(long size, Hash root, byte[] bytes) {
        CheckpointHead.check(bytes, size, root);
        this.size = size;
        this.root = root;
        this.bytes = bytes;
    }

    long size() {
        return size;
    }

    Hash root() {
        return root;
    }

    byte[] bytes() {
        return bytes;
    }
}
