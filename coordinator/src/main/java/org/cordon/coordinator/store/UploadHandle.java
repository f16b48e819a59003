// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.store;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import org.cordon.coordinator.round.CoordinatorStore.UploadFile;

/** One user's hold on an upload; it cannot be used after it was closed. */
final class UploadHandle implements UploadFile {
    private final UploadContent content;
    private final Runnable onClose;
    private boolean closed;

    UploadHandle(UploadContent content, Runnable onClose) {
        this.content = content;
        this.onClose = onClose;
    }

    private synchronized UploadContent content() {
        if (closed) {
            throw new IllegalStateException("the upload was closed");
        }
        return content;
    }

    @Override
    public long length() {
        return content().length();
    }

    @Override
    public void append(long offset, ByteBuffer data) {
        content().append(offset, data);
    }

    @Override
    public void truncate(long length) {
        content().truncate(length);
    }

    @Override
    public void sync() {
        content().sync();
    }

    @Override
    public Optional<Path> path() {
        return content().path();
    }

    @Override
    public void read(long offset, ByteBuffer target) {
        content().read(offset, target);
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            onClose.run();
        }
    }
}
