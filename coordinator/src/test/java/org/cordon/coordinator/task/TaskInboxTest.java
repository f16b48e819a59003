// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waits in the inbox, and what does not. */
class TaskInboxTest {
    private static final Digest SESSION = Hashes.blob(new byte[] {1});

    @TempDir
    private Path directory;

    private Path task = Path.of("");

    @BeforeEach
    void drop() throws IOException {
        task = Files.createDirectories(directory.resolve("task"));
        Files.write(task.resolve("charter.bin"), new byte[] {1});
        Files.write(task.resolve("state.bin"), new byte[] {2});
    }

    @Test
    void aTaskThatIsStillArrivingIsNotLookedAt() throws IOException {
        Files.createDirectories(directory.resolve(".arriving-other"));

        assertThat(TaskInbox.open(directory).waiting()).containsExactly(new TaskDirectory(task));
    }

    @Test
    void aRefusedTaskWaitsAgainOnceItChanged() throws IOException {
        TaskInbox inbox = TaskInbox.open(directory);
        inbox.refused(inbox.waiting().get(0));
        assertThat(inbox.waiting()).isEmpty();

        FileTime later = FileTime.fromMillis(Files.getLastModifiedTime(task).toMillis() + 10_000);
        Files.setLastModifiedTime(task.resolve("state.bin"), later);
        assertThat(inbox.waiting()).hasSize(1);
    }

    @Test
    void aTakenTaskIsGoneAndRememberedByTheNextProcess() throws IOException {
        TaskInbox inbox = TaskInbox.open(directory);
        inbox.taken(inbox.waiting().get(0), SESSION);

        TaskInbox next = TaskInbox.open(directory);
        assertThat(task).doesNotExist();
        assertThat(next.waiting()).isEmpty();
        assertThat(next.wasTaken(SESSION)).isTrue();
        assertThat(next.wasTaken(Hashes.blob(new byte[] {2}))).isFalse();
    }
}
