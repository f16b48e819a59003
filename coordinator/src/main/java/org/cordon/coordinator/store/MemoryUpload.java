// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.store;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A growing byte string with the checks of an upload file. */
final class MemoryUpload {
    private byte[] content = new byte[0];
    private int length;

    synchronized long length() {
        return length;
    }

    synchronized void append(long offset, ByteBuffer data) {
        if (offset != length) {
            throw new IllegalArgumentException("offset must be the length " + length + ", but was " + offset);
        }
        int count = data.remaining();
        int needed = Math.addExact(length, count);
        if (needed > content.length) {
            content = Arrays.copyOf(content, Math.max(needed, content.length + content.length / 2));
        }
        data.get(content, length, count);
        length = needed;
    }

    synchronized void truncate(long newLength) {
        if (newLength < 0 || newLength > length) {
            throw new IllegalArgumentException("length must be from 0 to " + length + ", but was " + newLength);
        }
        length = (int) newLength;
    }

    synchronized void read(long offset, ByteBuffer target) {
        long end = offset + target.remaining();
        if (offset < 0 || end > length) {
            throw new IllegalArgumentException(
                    "range must lie within the length " + length + ", but was " + offset + " to " + end);
        }
        target.put(content, (int) offset, target.remaining());
    }
}
