// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.cordon.coordinator.member.ConsortiumListener;
import org.cordon.coordinator.task.TaskResults;
import org.cordon.governance.Answer;
import org.cordon.member.Consortium;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.task.ApprovedCharter;
import org.cordon.task.CharterRejected;

/**
 * Does what the members decide: opens the member port with the founding, follows amendments, starts and ends tasks.
 *
 * <p>An amendment reaches the federation before history.bin: it is durable in the store, and a member that was revoked
 * must not stay because a file cannot be written.
 */
final class Conduct implements ConsortiumListener, AutoCloseable {
    private final CoordinatorNode.Opening opening;
    private final TaskResults results;
    private final BiFunction<Consortium, Conduct, MemberSide> open;
    private final Map<Digest, TaskCourse> courses = new ConcurrentHashMap<>();
    private Optional<MemberSide> members = Optional.empty();

    Conduct(
            CoordinatorNode.Opening opening,
            TaskResults results,
            BiFunction<Consortium, Conduct, MemberSide> open) {
        this.opening = opening;
        this.results = results;
        this.open = open;
    }

    @Override
    public synchronized void amended(Consortium consortium) {
        if (members.isPresent()) {
            members.get().federation().amended(consortium);
        } else {
            MemberSide side = open.apply(consortium, this);
            members = Optional.of(side);
            opening.log().listening(side.server().address(), consortium.current().manifest());
        }
        try {
            opening.files().history().save(consortium);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public synchronized void approved(ApprovedCharter charter, Bytes initialState) {
        try {
            var unused = members.orElseThrow(() -> new IllegalStateException("the member port is not open"))
                    .federation()
                    .submit(charter.offered(), initialState, course(charter));
        } catch (CharterRejected rejected) {
            opening.log().notStarted(charter.charter().name(), rejected);
        }
    }

    @Override
    public synchronized void withdrawn(Digest session) {
        members.ifPresent(side -> {
            boolean unused = side.federation().stop(session, "it was withdrawn");
        });
    }

    /** Follows a task from here on. */
    TaskCourse course(ApprovedCharter charter) {
        return courses.computeIfAbsent(
                charter.session(),
                session -> new TaskCourse(charter.charter().name(), session, results, opening.log()));
    }

    @Override
    public Course course(Digest session) {
        TaskCourse course = courses.get(session);
        if (course != null) {
            return course.now();
        }
        boolean isOpen = opening.store().openTasks().stream()
                .anyMatch(task -> task.session().equals(session));
        return isOpen ? Course.WAITING : new Course(Answer.Phase.ENDED, Answer.Progress.NONE);
    }

    @Override
    public synchronized void close() {
        members.ifPresent(MemberSide::close);
    }
}
