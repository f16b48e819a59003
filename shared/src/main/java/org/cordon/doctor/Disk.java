// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.doctor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a directory that a node writes to must give: space, and writes that stay. */
final class Disk {
    private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB"};

    private Disk() {}

    /** The first problem of the first directory that has one. */
    static Optional<Finding> problem(List<Path> directories, long needBytes, long comfortBytes) {
        return directories.stream()
                .flatMap(directory -> problem(directory, needBytes, comfortBytes).stream())
                .findFirst();
    }

    private static Optional<Finding> problem(Path directory, long needBytes, long comfortBytes) {
        Path existing = existing(directory);
        try {
            if (!Files.isDirectory(existing)) {
                return Optional.of(Finding.failed(
                        directory + " must be a directory, but " + existing + " is a file",
                        "Move the file away, or name another directory in the configuration"));
            }
            sync(existing);
            long free = Files.getFileStore(existing).getUsableSpace();
            if (free < comfortBytes) {
                String problem = directory + " must have " + readable(free < needBytes ? needBytes : comfortBytes)
                        + " of free space, but has " + readable(free);
                String mend = "Free some, or move the directory to a larger disk and name it in the configuration";
                return Optional.of(free < needBytes ? Finding.failed(problem, mend) : Finding.warning(problem, mend));
            }
            return Optional.empty();
        } catch (IOException failed) {
            return Optional.of(Finding.failed(
                    "cannot write durably in " + existing + ": " + failed,
                    "Make it writable for this user, on a local file system that is mounted writable"));
        }
    }

    /** The directory, or the nearest one above it that is there: the node makes the rest. */
    static Path existing(Path directory) {
        Path there = directory.toAbsolutePath();
        while (!Files.exists(there)) {
            there = Optional.ofNullable(there.getParent())
                    .orElseThrow(() -> new IllegalArgumentException("no directory above " + directory + " exists"));
        }
        return there;
    }

    private static void sync(Path directory) throws IOException {
        Path probe = Files.createTempFile(directory, ".cordon-doctor-", ".tmp");
        try (FileChannel channel = FileChannel.open(probe, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[4096]));
            channel.force(true);
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    /** A number of bytes for people. */
    static String readable(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, value < 10 && unit > 0 ? "%.1f %s" : "%.0f %s", value, UNITS[unit]);
    }
}
