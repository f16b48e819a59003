// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.round;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;
import org.cordon.suite.Signed;
import org.cordon.sum.epoch.Intake;
import org.cordon.sum.round.Block;
import org.cordon.sum.round.BlockPositions;
import org.cordon.sum.round.MemberMessage;
import org.cordon.sum.round.RoundBody;
import org.cordon.sum.round.RoundCoordinator;
import org.cordon.sum.round.Verdict;

/** The desk of all tasks: hands every call to the task it names. */
final class FederationDesk implements Desk {
    private static final int CHUNK_BYTES = 1 << 20;

    private final CoordinatorStore store;
    private final Map<Digest, TaskDesk> tasks = new ConcurrentHashMap<>();
    private final Map<Integer, EventSink> sinks = new ConcurrentHashMap<>();

    FederationDesk(CoordinatorStore store) {
        this.store = store;
    }

    /** Adds a task; members that attend already hear of it. */
    void add(TaskDesk task) {
        tasks.put(task.session(), task);
        sinks.forEach(task::attend);
    }

    /** How many members attend now. */
    int attending() {
        return sinks.size();
    }

    @Override
    public Attendance attend(int member, EventSink sink) {
        EventSink earlier = sinks.put(member, sink);
        if (earlier != null) {
            earlier.replaced();
        }
        List<Attendance> parts = new CopyOnWriteArrayList<>();
        tasks.values().forEach(task -> parts.add(task.attend(member, sink)));
        return () -> {
            sinks.remove(member, sink);
            parts.forEach(Attendance::close);
            tasks.values().forEach(task -> task.leave(member, sink));
        };
    }

    @Override
    public Verdict submit(int member, MemberMessage message) {
        return task(message.scope().session())
                .map(task -> task.submit(member, message))
                .orElse(Verdict.UNKNOWN_SESSION);
    }

    private Optional<TaskDesk> task(Digest session) {
        return Optional.ofNullable(tasks.get(session));
    }

    @Override
    public long uploadOffset(int member, Scope scope) {
        return task(scope.session())
                .flatMap(task -> task.uploads(scope))
                .map(uploads -> {
                    try (CoordinatorStore.UploadFile file = uploads.open(member)) {
                        return file.length();
                    }
                })
                .orElse(0L);
    }

    @Override
    public UploadAdmission upload(int member, Signed<RoundBody.Upload> statement) {
        Scope scope = statement.body().scope();
        if (scope.sender() != member) {
            return new UploadAdmission.Closed(Verdict.MALFORMED);
        }
        Optional<TaskDesk> found = task(scope.session());
        if (found.isEmpty()) {
            return new UploadAdmission.Closed(Verdict.UNKNOWN_SESSION);
        }
        TaskDesk task = found.orElseThrow();
        return task.locked(() -> {
            Optional<RoundCoordinator.UploadPhase> phase = task.uploadPhase(scope);
            Optional<Uploads> uploads = task.uploads(scope);
            if (phase.isEmpty() || uploads.isEmpty()) {
                return new UploadAdmission.Closed(task.isLate(scope) ? Verdict.LATE : Verdict.UNEXPECTED);
            }
            Intake intake = phase.orElseThrow().accept(member, statement);
            if (intake != Intake.ACCEPTED && intake != Intake.DUPLICATE) {
                return new UploadAdmission.Closed(TaskDesk.verdict(intake));
            }
            if (phase.orElseThrow().isUploaded(member)) {
                return new UploadAdmission.Closed(Verdict.DUPLICATE);
            }
            return new UploadAdmission.Welcome(new UploadReception(task, uploads.orElseThrow(), member, statement));
        });
    }

    private TaskDesk.Summed summed(Scope scope) {
        return task(scope.session())
                .orElseThrow(() -> new NotServed("the session is not known here; attend to hear of the tasks that are"))
                .summedAt(scope);
    }

    @Override
    public Iterator<ByteBuffer> sum(int member, Scope scope) {
        ByteBuffer packed = summed(scope).sum().asReadOnlyBuffer();
        int chunks = (packed.remaining() + CHUNK_BYTES - 1) / CHUNK_BYTES;
        return IntStream.range(0, chunks)
                .mapToObj(
                        i -> packed.slice(i * CHUNK_BYTES, Math.min(CHUNK_BYTES, packed.remaining() - i * CHUNK_BYTES)))
                .iterator();
    }

    @Override
    public Iterator<Block> blocks(int member, Scope scope, Digest seed) {
        TaskDesk.Summed summed = summed(scope);
        List<Integer> members = summed.survivors();
        return BlockPositions.select(seed, summed.uploads().configuration(), members.size()).stream()
                .flatMap(position -> members.stream().map(m -> summed.uploads().block(position, m)))
                .iterator();
    }

    @Override
    public Bytes state(int member, Digest session, Digest state) {
        return store.loadState(session, state).orElseThrow(() -> new NotServed("state " + state + " is not kept here"));
    }
}
