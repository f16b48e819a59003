// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalInt;

/** Reads one file after the other into the same array. Not safe from many threads. */
final class BundleFile {
    private final ByteBuffer direct;
    private final byte[] bytes;

    /** For files of up to {@code longest} bytes. */
    BundleFile(int longest) {
        this.direct = ByteBuffer.allocateDirect(longest + 1);
        this.bytes = new byte[longest + 1];
    }

    /** The length of the file, whose content is in {@link #bytes} then; empty where it is too long. */
    OptionalInt read(Path file) throws IOException {
        direct.clear();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (direct.hasRemaining() && channel.read(direct) >= 0) {
                // until the end or until it is too long
            }
        }
        direct.flip();
        int length = direct.remaining();
        direct.get(bytes, 0, length);
        return length == bytes.length ? OptionalInt.empty() : OptionalInt.of(length);
    }

    /** The array that is read into. */
    byte[] bytes() {
        return bytes;
    }
}
