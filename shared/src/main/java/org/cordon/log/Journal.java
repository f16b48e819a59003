// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The private folder that takes what the public files do not hold yet: each write is appended and forced. Numbered files follow
 * one another; the newer repeats what of the older is still needed, so the older may go once the newer has its name.
 */
final class Journal implements Closeable {
    private final Path directory;
    private long number;
    private FileChannel channel;
    private long length;

    private Journal(Path directory, long number, FileChannel channel, long length) {
        this.directory = directory;
        this.number = number;
        this.channel = channel;
        this.length = length;
    }

    /** Replays what is there, cuts a torn end, and goes on behind it. */
    static Journal open(Path directory, JournalSegment.Replay replay) throws IOException, LogRefused {
        LogFiles files = new LogFiles();
        files.makeDirectories(directory);
        removeTemporaries(directory);
        List<Path> segments = segments(directory);
        long end = 0;
        for (Path segment : segments) {
            end = new JournalSegment(segment).replay(replay);
        }
        long number = segments.isEmpty() ? 1 : number(segments.get(segments.size() - 1));
        FileChannel channel =
                FileChannel.open(file(directory, number), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            channel.truncate(end).position(end);
            // What was read may never have reached the device: the process before may have died while it wrote.
            channel.force(true);
            for (Path older : segments.subList(0, Math.max(0, segments.size() - 1))) {
                Files.delete(older);
            }
            files.sync();
            LogFiles.syncDirectory(directory);
            return new Journal(directory, number, channel, end);
        } catch (IOException failure) {
            channel.close();
            throw failure;
        }
    }

    private static void removeTemporaries(Path directory) throws IOException {
        try (Stream<Path> found = Files.list(directory)) {
            for (Path file : found.filter(path -> path.toString().endsWith(LogFiles.TEMPORARY))
                    .toList()) {
                Files.delete(file);
            }
        }
    }

    private static List<Path> segments(Path directory) throws IOException, LogRefused {
        try (Stream<Path> found = Files.list(directory)) {
            List<Path> segments = found.sorted().toList();
            for (Path segment : segments) {
                if (!segment.getFileName().toString().matches("[0-9]{16}")) {
                    throw new LogRefused("the folder " + directory + " must hold journal files only, but has "
                            + segment.getFileName());
                }
            }
            return segments;
        }
    }

    private static long number(Path segment) {
        return Long.parseLong(segment.getFileName().toString());
    }

    private static Path file(Path directory, long number) {
        return directory.resolve(String.format("%016d", number));
    }

    /** Appends a frame; durable on return. */
    void write(JournalFrame frame) throws IOException {
        ByteBuffer bytes = JournalSegment.encode(frame, length);
        int written = bytes.remaining();
        LogFiles.writeFully(channel, bytes);
        channel.force(false);
        length += written;
    }

    /** Bytes in the file that grows. */
    long length() {
        return length;
    }

    Path path() {
        return file(directory, number);
    }

    /** Begins a new file with {@code kept} and removes the one before. */
    void restart(List<JournalFrame> kept) throws IOException {
        Path next = file(directory, number + 1);
        Path temporary = next.resolveSibling(next.getFileName() + LogFiles.TEMPORARY);
        FileChannel fresh = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        try {
            long end = 0;
            for (JournalFrame frame : kept) {
                ByteBuffer bytes = JournalSegment.encode(frame, end);
                end += bytes.remaining();
                LogFiles.writeFully(fresh, bytes);
            }
            fresh.force(true);
            LogFiles files = new LogFiles();
            files.rename(temporary, next);
            files.sync();
            channel.close();
            Files.delete(path());
            channel = fresh;
            number++;
            length = end;
        } catch (IOException failure) {
            fresh.close();
            throw failure;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
