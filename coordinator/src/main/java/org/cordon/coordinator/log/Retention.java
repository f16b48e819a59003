// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.log;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cordon.log.Hash;
import org.cordon.log.LogStorage;
import org.cordon.record.InputList;
import org.cordon.record.LogRecord;
import org.cordon.record.Statement;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.wire.BlobCodec;
import org.cordon.wire.CharterCodec;

/**
 * Which blobs have outlived their purpose: sums, opened secrets, masked inputs and first states of tasks that ended longer ago
 * than their charters' retention. Rosters, charters, history, and what certifies a round stay. Guarded by the log's lock.
 */
final class Retention {
    private final LogStorage storage;
    private final Map<Digest, Task> tasks = new LinkedHashMap<>();

    Retention(LogStorage storage) {
        this.storage = storage;
    }

    private static final class Task {
        private Optional<Hash> charter = Optional.empty();
        private Optional<Instant> ended = Optional.empty();
        private final Set<Hash> blobs = new HashSet<>();
        private final Set<Hash> lists = new HashSet<>();
    }

    void add(Statement statement) {
        LogRecord record = statement.record();
        if (record instanceof LogRecord.TaskApproved approved) {
            Task task = task(approved.session());
            task.charter = Optional.of(approved.charter());
            task.blobs.add(approved.initialState());
        } else if (record instanceof LogRecord.TaskWithdrawn withdrawn) {
            task(withdrawn.session()).ended = Optional.of(statement.at());
        } else if (record instanceof LogRecord.AggregateReleased released) {
            Task task = task(released.scope().session());
            task.blobs.add(released.content());
            task.blobs.add(released.opened());
            released.inputs().ifPresent(task.lists::add);
        }
    }

    private Task task(Digest session) {
        return tasks.computeIfAbsent(session, any -> new Task());
    }

    /** What may go now, and no task names that is still to be kept; a list of inputs after the inputs. */
    Set<Hash> expired(Instant now) {
        Map<Task, Boolean> over = new HashMap<>();
        tasks.values().forEach(task -> over.put(task, isOver(task, now)));
        Set<Hash> expired = new LinkedHashSet<>();
        Set<Hash> kept = new HashSet<>();
        over.forEach((task, isOver) -> {
            Set<Hash> names = isOver ? expired : kept;
            names.addAll(task.blobs);
            task.charter.ifPresent(kept::add);
            task.lists.forEach(list -> names.addAll(inputs(list)));
            names.addAll(task.lists);
        });
        expired.removeAll(kept);
        return expired;
    }

    private boolean isOver(Task task, Instant now) {
        return task.ended.isPresent()
                && task.charter
                        .flatMap(this::retention)
                        .filter(retention ->
                                !now.isBefore(task.ended.orElseThrow().plus(retention)))
                        .isPresent();
    }

    private Optional<Duration> retention(Hash charter) {
        return storage.blob(charter)
                .map(blob ->
                        CharterCodec.decodeOffered(Bytes.wrap(blob)).charter().retention());
    }

    private Set<Hash> inputs(Hash list) {
        Set<Hash> inputs = new HashSet<>();
        storage.blob(list)
                .ifPresent(blob -> BlobCodec.inputs(Bytes.wrap(blob)).inputs().stream()
                        .map(InputList.Input::content)
                        .forEach(inputs::add));
        return inputs;
    }
}
