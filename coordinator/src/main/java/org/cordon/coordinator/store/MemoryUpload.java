// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.store;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A growing byte string with the checks of an upload file. */
final class MemoryUpload implements UploadContent {
    private byte[] content = new byte[0];
    private int length;

    @Override
    public synchronized long length() {
        return length;
    }

    @Override
    public synchronized void append(long offset, ByteBuffer data) {
        UploadContent.requireEnd(offset, length);
        int count = data.remaining();
        int needed = Math.addExact(length, count);
        if (needed > content.length) {
            content = Arrays.copyOf(content, Math.max(needed, content.length + content.length / 2));
        }
        data.get(content, length, count);
        length = needed;
    }

    @Override
    public synchronized void truncate(long newLength) {
        UploadContent.requireShorter(newLength, length);
        length = (int) newLength;
    }

    @Override
    public void sync() {}

    @Override
    public synchronized void read(long offset, ByteBuffer target) {
        UploadContent.requireWithin(offset, offset + target.remaining(), length);
        target.put(content, (int) offset, target.remaining());
    }
}
