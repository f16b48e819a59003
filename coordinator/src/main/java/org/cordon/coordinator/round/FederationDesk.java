// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.round;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.cordon.coordinator.log.ProtocolLog;
import org.cordon.member.Entry;
import org.cordon.record.HeadCosignature;
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
    private static final int HISTORY_ENTRIES = 256;
    private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(20);

    private final CoordinatorStore store;
    private final Assembly assembly;
    private final Map<Digest, TaskDesk> tasks = new ConcurrentHashMap<>();
    private final ProtocolLog log;
    private final InstantSource clock;
    private final Map<Integer, LogAhead> sinks = new ConcurrentHashMap<>();
    private Instant askedAgain = Instant.EPOCH;

    FederationDesk(CoordinatorStore store, Assembly assembly, ProtocolLog log, InstantSource clock) {
        this.store = store;
        this.assembly = assembly;
        this.log = log;
        this.clock = clock;
    }

    /** Adds a task; members that attend already hear of it. */
    void add(TaskDesk task) {
        tasks.put(task.session(), task);
        sinks.forEach(task::attend);
    }

    /** The log has grown, and no event tells so. */
    void tellLog() {
        sinks.values().forEach(LogAhead::tell);
    }

    /** How many members attend now. */
    int attending() {
        return sinks.size();
    }

    /** Who is no member any more hears nothing from now on, and no round waits for it. */
    void amended() {
        // Spec: docs/protocol.md#member.cut-off
        sinks.keySet().stream().filter(member -> !isMember(member)).forEach(this::dismiss);
        tasks.values().forEach(task -> task.members(this::isMember));
    }

    private void dismiss(int member) {
        LogAhead sink = sinks.remove(member);
        if (sink != null) {
            tasks.values().forEach(task -> task.leave(member, sink));
            sink.removed();
        }
    }

    private boolean isMember(int member) {
        return assembly.current().manifest().find(member).isPresent();
    }

    private void requireMember(int member) {
        if (!isMember(member)) {
            throw new NotServed("member " + member + " was removed from the consortium; nothing is served to it");
        }
    }

    @Override
    public Attendance attend(int member, long logSize, EventSink sink) {
        if (!isMember(member)) {
            sink.removed();
            return () -> {};
        }
        LogAhead ahead = new LogAhead(log, logSize, sink);
        EventSink earlier = sinks.put(member, ahead);
        if (earlier != null) {
            earlier.replaced();
        }
        ahead.attended();
        askWitnessesAgain(ahead);
        List<Attendance> parts = new CopyOnWriteArrayList<>();
        tasks.values().forEach(task -> parts.add(task.attend(member, ahead)));
        if (!isMember(member)) {
            dismiss(member);
        }
        return () -> {
            sinks.remove(member, ahead);
            parts.forEach(Attendance::close);
            tasks.values().forEach(task -> task.leave(member, ahead));
        };
    }

    /** Who has just started enters no round before others have cosigned since: they are shown the newest checkpoint once more. */
    private void askWitnessesAgain(LogAhead newcomer) {
        if (isTimeToAsk()) {
            sinks.values().stream().filter(sink -> sink != newcomer).forEach(LogAhead::attended);
        }
    }

    private synchronized boolean isTimeToAsk() {
        Instant now = clock.instant();
        boolean due = now.isBefore(askedAgain) || !now.isBefore(askedAgain.plus(BETWEEN_QUESTIONS));
        askedAgain = due ? now : askedAgain;
        return due;
    }

    @Override
    public Verdict cosign(int member, HeadCosignature cosignature) {
        if (!isMember(member)) {
            return Verdict.NOT_A_MEMBER;
        }
        long before = log.cosignedSize();
        Verdict verdict = log.cosign(member, cosignature);
        if (log.cosignedSize() > before) {
            tasks.values().forEach(TaskDesk::wake);
        }
        if (verdict == Verdict.ACCEPTED) {
            sinks.values().forEach(LogAhead::quorumGrew);
        }
        return verdict;
    }

    @Override
    public List<Entry> history(int member, int from) {
        requireMember(member);
        List<Entry> entries = assembly.newest().entries();
        int start = Math.max(0, Math.min(from, entries.size()));
        return entries.subList(start, Math.min(entries.size(), start + HISTORY_ENTRIES));
    }

    @Override
    public Verdict submit(int member, MemberMessage message) {
        if (!isMember(member)) {
            return Verdict.NOT_A_MEMBER;
        }
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
                .flatMap(task -> task.phases(phases -> phases.uploads(scope)))
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
        if (!isMember(member)) {
            return new UploadAdmission.Closed(Verdict.NOT_A_MEMBER);
        }
        if (scope.sender() != member) {
            return new UploadAdmission.Closed(Verdict.MALFORMED);
        }
        Optional<TaskDesk> found = task(scope.session());
        if (found.isEmpty()) {
            return new UploadAdmission.Closed(Verdict.UNKNOWN_SESSION);
        }
        TaskDesk task = found.orElseThrow();
        return task.phases(phases -> {
            Optional<RoundCoordinator.UploadPhase> phase = phases.uploadPhase(scope);
            Optional<Uploads> uploads = phases.uploads(scope);
            if (phase.isEmpty() || uploads.isEmpty()) {
                return new UploadAdmission.Closed(phases.isLate(scope) ? Verdict.LATE : Verdict.UNEXPECTED);
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

    private OpenPhases.Summed summed(int member, Scope scope) {
        requireMember(member);
        return task(scope.session())
                .orElseThrow(() -> new NotServed("the session is not known here; attend to hear of the tasks that are"))
                .phases(OpenPhases::summed)
                .filter(newest -> newest.isOf(scope))
                .orElseThrow(() -> new NotServed("no sum of round " + scope.round() + ", attempt " + scope.attempt()
                        + " is served; ask for the newest state instead"));
    }

    @Override
    public Iterator<ByteBuffer> sum(int member, Scope scope) {
        ByteBuffer packed = summed(member, scope).sum().asReadOnlyBuffer();
        int chunks = (packed.remaining() + CHUNK_BYTES - 1) / CHUNK_BYTES;
        return IntStream.range(0, chunks)
                .mapToObj(
                        i -> packed.slice(i * CHUNK_BYTES, Math.min(CHUNK_BYTES, packed.remaining() - i * CHUNK_BYTES)))
                .iterator();
    }

    @Override
    public Iterator<Block> blocks(int member, Scope scope, Digest seed) {
        OpenPhases.Summed summed = summed(member, scope);
        List<Integer> members = summed.survivors();
        return BlockPositions.select(seed, summed.uploads().configuration(), members.size()).stream()
                .flatMap(position -> members.stream().map(m -> summed.uploads().block(position, m)))
                .iterator();
    }

    @Override
    public Bytes state(int member, Digest session, Digest state) {
        requireMember(member);
        return store.loadState(session, state).orElseThrow(() -> new NotServed("state " + state + " is not kept here"));
    }
}
