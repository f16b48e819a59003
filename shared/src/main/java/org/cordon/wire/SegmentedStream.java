// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import io.grpc.Drainable;
import io.grpc.KnownLength;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** An encoded message made of pieces that are not joined: gRPC drains them straight into its own buffer. */
final class SegmentedStream extends InputStream implements KnownLength, Drainable {
    private static final int BOUNCE_BYTES = 16 * 1024;

    private final ByteBuffer[] segments;

    /** Reads from position to limit of each; their positions stay where they are. */
    SegmentedStream(ByteBuffer... segments) {
        this.segments = Arrays.stream(segments).map(ByteBuffer::duplicate).toArray(ByteBuffer[]::new);
    }

    @Override
    public int available() {
        int sum = 0;
        for (ByteBuffer segment : segments) {
            sum += segment.remaining();
        }
        return sum;
    }

    @Override
    public int read() {
        for (ByteBuffer segment : segments) {
            if (segment.hasRemaining()) {
                return segment.get() & 0xff;
            }
        }
        return -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        int done = 0;
        for (ByteBuffer segment : segments) {
            int count = Math.min(segment.remaining(), length - done);
            segment.get(target, offset + done, count);
            done += count;
        }
        return done == 0 && length > 0 ? -1 : done;
    }

    @Override
    public int drainTo(OutputStream target) throws IOException {
        int total = available();
        for (ByteBuffer segment : segments) {
            if (segment.hasArray()) {
                target.write(segment.array(), segment.arrayOffset() + segment.position(), segment.remaining());
                segment.position(segment.limit());
            } else {
                bounce(segment, target);
            }
        }
        return total;
    }

    private static void bounce(ByteBuffer segment, OutputStream target) throws IOException {
        byte[] piece = new byte[Math.min(BOUNCE_BYTES, segment.remaining())];
        while (segment.hasRemaining()) {
            int count = Math.min(piece.length, segment.remaining());
            segment.get(piece, 0, count);
            target.write(piece, 0, count);
        }
    }
}
