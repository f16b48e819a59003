// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every sentence names the file and the mend. */
class StoreFailureTest {
    private static final Path FILE = Path.of("/var/lib/cordon/participant.db");

    private static String message(IOException failure) {
        return String.valueOf(StoreFailure.of("write", FILE, failure).getMessage());
    }

    @Test
    void failuresOfTheFileSystemAreSentences() {
        assertThat(message(new IOException("No space left on device")))
                .isEqualTo(
                        "cannot write " + FILE + ": its disk has no space left (IOException: No space left on device);"
                                + " free some and start again");
        assertThat(message(new FileSystemException(FILE.toString(), null, "Read-only file system")))
                .isEqualTo("cannot write " + FILE
                        + ": the file system is read-only; mount it writable or choose another" + " store directory");
        assertThat(message(new AccessDeniedException(FILE.toString())))
                .isEqualTo("cannot write " + FILE + ": this user may not write there; make the store directory its own"
                        + " (mode 0700)");
    }

    @Test
    void failuresOfTheDatabaseAreSentences() {
        Map<Integer, String> sentences = Map.of(
                8,
                "this user may not write it; make the store directory its own (mode 0700) and writable",
                8 + (1 << 8),
                "this user may not write it; make the store directory its own (mode 0700) and writable",
                10,
                "the disk failed (why); see the system's log",
                11,
                "move /var/lib/cordon away whole",
                13,
                "its disk has no space left (disk full); free some and start again",
                14,
                "this user may not write it; make the store directory its own (mode 0700) and writable",
                26,
                "move /var/lib/cordon away whole");
        sentences.forEach(
                (code, sentence) -> assertThat(StoreFailure.of("save", FILE, new SQLException("why", null, code)))
                        .hasMessageStartingWith("cannot save in the database " + FILE + ": ")
                        .hasMessageContaining(sentence));
    }
}
