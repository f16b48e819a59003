// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Frames in one file, each as marker, length, content and CRC-32C over its place in the file, length and content.
 *
 * <p>A write is forced before the next begins, so only the last frame can be torn. What cannot be read at the end is such a tear
 * and is cut; where a whole frame follows it, the file was damaged later, and it is refused.
 */
final class JournalSegment {
    /** ASCII {@code CJL1}. */
    private static final int MARKER = 0x434a4c31;

    private static final int HEAD = 2 * Integer.BYTES;
    private static final int FRAMING = HEAD + Integer.BYTES;

    private final Path file;

    JournalSegment(Path file) {
        this.file = file;
    }

    /** Takes frames as a log starts. */
    interface Replay {
        void frame(JournalFrame frame, String where) throws LogRefused;
    }

    /** A frame as it lies at {@code position}. */
    static ByteBuffer encode(JournalFrame frame, long position) {
        int length = frame.length();
        ByteBuffer bytes = ByteBuffer.allocate(Math.addExact(length, FRAMING));
        bytes.putInt(MARKER).putInt(length);
        frame.write(bytes);
        bytes.putInt(checksum(position, bytes.array(), length));
        return bytes.flip();
    }

    private static int checksum(long position, byte[] frame, int length) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(position).flip());
        crc.update(frame, Integer.BYTES, Integer.BYTES + length);
        return (int) crc.getValue();
    }

    /** Hands out every whole frame and returns where the last one ends. */
    long replay(Replay replay) throws IOException, LogRefused {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long end = channel.size();
            long at = 0;
            while (at < end) {
                Optional<JournalFrame> frame = read(channel, at, end);
                if (frame.isEmpty()) {
                    refuseDamage(channel, at, end);
                    return at;
                }
                replay.frame(frame.get(), file + " at byte " + at);
                at += FRAMING + frame.get().length();
            }
            return at;
        }
    }

    private static Optional<JournalFrame> read(FileChannel channel, long at, long end) throws IOException {
        if (end - at < FRAMING) {
            return Optional.empty();
        }
        ByteBuffer head = read(channel, at, HEAD);
        int marker = head.getInt();
        int length = head.getInt();
        if (marker != MARKER || length < 0 || length > end - at - FRAMING) {
            return Optional.empty();
        }
        byte[] frame = new byte[length + FRAMING];
        read(channel, at, length + FRAMING).get(frame);
        if (ByteBuffer.wrap(frame).getInt(HEAD + length) != checksum(at, frame, length)) {
            return Optional.empty();
        }
        return JournalFrame.read(ByteBuffer.wrap(frame, HEAD, length));
    }

    private static ByteBuffer read(FileChannel channel, long at, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, at + bytes.position()) < 0) {
                throw new IOException("it became shorter while it was read");
            }
        }
        return bytes.flip();
    }

    private void refuseDamage(FileChannel channel, long torn, long end) throws IOException, LogRefused {
        int window = 1 << 16;
        for (long from = torn; from < end; from += window) {
            ByteBuffer bytes = read(channel, from, (int) Math.min(end - from, window + Integer.BYTES - 1));
            for (int i = 0; i + Integer.BYTES <= bytes.limit(); i++) {
                if (bytes.getInt(i) == MARKER && read(channel, from + i, end).isPresent()) {
                    throw new LogRefused(
                            "the journal " + file + " is damaged at byte " + torn + ": whole records follow at byte "
                                    + (from + i) + "; take the log from a mirror or a backup");
                }
            }
        }
    }
}
