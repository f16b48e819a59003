// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalInt;

/** Reads one file after the other into the same array. Not safe from many threads. */
final class BundleFile {
    private final byte[] bytes;

    /** For files of up to {@code longest} bytes. */
    BundleFile(int longest) {
        this.bytes = new byte[longest];
    }

    /** The length of the file, whose content is in {@link #bytes} then; empty where it is too long. */
    OptionalInt read(Path file) throws IOException {
        try (RandomAccessFile input = new RandomAccessFile(file.toFile(), "r")) {
            long length = input.length();
            if (length > bytes.length) {
                return OptionalInt.empty();
            }
            input.readFully(bytes, 0, (int) length);
            return OptionalInt.of((int) length);
        } catch (FileNotFoundException unopened) {
            if (Files.notExists(file)) {
                throw missing(file, unopened);
            }
            throw new IOException("it is no plain file, or this user may not read it", unopened);
        }
    }

    private static NoSuchFileException missing(Path file, FileNotFoundException cause) {
        NoSuchFileException missing = new NoSuchFileException(file.toString());
        missing.initCause(cause);
        return missing;
    }

    /** The array that is read into. */
    byte[] bytes() {
        return bytes;
    }
}
