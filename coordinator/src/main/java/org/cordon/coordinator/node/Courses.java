// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.node;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.cordon.coordinator.member.ConsortiumListener.Course;
import org.cordon.coordinator.round.TaskListener;
import org.cordon.coordinator.task.TaskResults;
import org.cordon.governance.Answer.Phase;
import org.cordon.governance.Answer.Progress;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;
import org.cordon.task.ApprovedCharter;

/** How each task stands, for whoever asks. */
final class Courses {
    private final TaskResults results;
    private final CoordinatorLog log;
    private final Map<Digest, Course> courses = new ConcurrentHashMap<>();

    Courses(TaskResults results, CoordinatorLog log) {
        this.results = results;
        this.log = log;
    }

    /** Follows a task and writes its results. */
    TaskListener of(ApprovedCharter charter) {
        courses.put(charter.session(), Course.WAITING);
        return new Following(charter.session(), new TaskCourse(charter, results, log));
    }

    /** Where a task stands; one that is not followed any more has ended. */
    Course course(Digest session) {
        return courses.getOrDefault(session, new Course(Phase.ENDED, Progress.NONE));
    }

    void withdrawn(Digest session) {
        courses.put(session, new Course(Phase.WITHDRAWN, course(session).progress()));
    }

    private final class Following implements TaskListener {
        private final Digest session;
        private final TaskCourse course;

        Following(Digest session, TaskCourse course) {
            this.session = session;
            this.course = course;
        }

        @Override
        public void summed(Scope where, int cohort, int survivors, Bytes state) {
            courses.put(
                    session,
                    new Course(Phase.RUNNING, new Progress(where.epoch(), where.round(), cohort, new TreeMap<>())));
            course.summed(where, cohort, survivors, state);
        }

        @Override
        public void stopped(String why) {
            courses.computeIfPresent(
                    session,
                    (key, now) -> now.phase() == Phase.WITHDRAWN ? now : new Course(Phase.ENDED, now.progress()));
        }

        @Override
        public void ended(Bytes state) {
            courses.computeIfPresent(session, (key, now) -> new Course(Phase.ENDED, now.progress()));
            course.ended(state);
        }
    }
}
