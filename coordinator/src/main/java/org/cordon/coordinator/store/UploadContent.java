// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.store;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/** The bytes of one upload, shared by all who have it open; safe from many threads. */
interface UploadContent {
    long length();

    void append(long offset, ByteBuffer data);

    void truncate(long length);

    void sync();

    void read(long offset, ByteBuffer target);

    /** The file that holds just this, where there is one. */
    default Optional<Path> path() {
        return Optional.empty();
    }

    /** Refuses an offset that is not the end. */
    static void requireEnd(long offset, long length) {
        if (offset != length) {
            throw new IllegalArgumentException("offset must be the length " + length + ", but was " + offset);
        }
    }

    /** Refuses to grow by cutting. */
    static void requireShorter(long length, long present) {
        if (length < 0 || length > present) {
            throw new IllegalArgumentException("length must be from 0 to " + present + ", but was " + length);
        }
    }

    /** Refuses a range that is not there. */
    static void requireWithin(long offset, long end, long length) {
        if (offset < 0 || end > length) {
            throw new IllegalArgumentException(
                    "range must lie within the length " + length + ", but was " + offset + " to " + end);
        }
    }
}
