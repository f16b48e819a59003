// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.task;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cordon.suite.Digest;

/**
 * The directory into which operators move tasks.
 *
 * <p><b>Guarantees.</b> A task is handed out until it was taken or refused; one that was refused is left where it is and
 * handed out again only when it changed. Names that begin with a dot are not looked at.
 *
 * <p>For one thread.
 */
public final class TaskInbox {
    private static final String TAKEN = ".taken";

    private final Path directory;
    private final Map<Path, FileTime> refused = new HashMap<>();

    private TaskInbox(Path directory) {
        this.directory = directory;
    }

    /** Opens the directory, making it where it is missing. */
    public static TaskInbox open(Path directory) throws IOException {
        Files.createDirectories(directory.resolve(TAKEN));
        return new TaskInbox(directory);
    }

    /** The tasks that wait, by name. */
    public List<TaskDirectory> waiting() throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(entry -> !entry.getFileName().toString().startsWith(".") && Files.isDirectory(entry))
                    .filter(entry -> !changed(entry).equals(refused.get(entry)))
                    .sorted()
                    .map(TaskDirectory::new)
                    .toList();
        }
    }

    /** Whether a task was taken before, by this process or an earlier one. */
    public boolean wasTaken(Digest session) {
        return Files.exists(directory.resolve(TAKEN).resolve(session.hex()));
    }

    /** Removes a task that is started and durable; its session is remembered. */
    public void taken(TaskDirectory task, Digest session) throws IOException {
        Files.createDirectories(directory.resolve(TAKEN).resolve(session.hex()));
        task.delete();
    }

    /** Leaves a task alone until it changes. */
    public void refused(TaskDirectory task) {
        refused.put(task.path(), changed(task.path()));
    }

    /** The newest change of the directory or a file in it. */
    private static FileTime changed(Path entry) {
        try (Stream<Path> files = Files.list(entry)) {
            FileTime newest = Files.getLastModifiedTime(entry);
            for (Path file : files.toList()) {
                FileTime time = Files.getLastModifiedTime(file);
                newest = time.compareTo(newest) > 0 ? time : newest;
            }
            return newest;
        } catch (NoSuchFileException gone) {
            return FileTime.fromMillis(0);
        } catch (IOException unreadable) {
            return FileTime.fromMillis(1);
        }
    }
}
