// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.node;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
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
import org.cordon.sum.round.MemberMessage;
import org.cordon.task.ApprovedCharter;
import org.cordon.telemetry.Telemetry;

/** How each task stands, for whoever asks. */
final class Courses {
    private final TaskResults results;
    private final CoordinatorLog log;
    private final Telemetry telemetry;
    private final Map<Digest, Course> courses = new ConcurrentHashMap<>();

    Courses(TaskResults results, CoordinatorLog log, Telemetry telemetry) {
        this.results = results;
        this.log = log;
        this.telemetry = telemetry;
    }

    /** Follows a task and writes its results. */
    TaskListener of(ApprovedCharter charter) {
        courses.put(charter.session(), Course.WAITING);
        TaskListener metrics = new TaskMetrics(telemetry, charter.charter().name());
        return TaskListener.both(metrics, new Following(charter.session(), new TaskCourse(charter, results, log)));
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
        private final Map<Integer, String> refusals = new HashMap<>();

        Following(Digest session, TaskCourse course) {
            this.session = session;
            this.course = course;
        }

        @Override
        public void summed(Scope where, int cohort, int survivors, Bytes state) {
            courses.put(
                    session, new Course(Phase.RUNNING, new Progress(where.epoch(), where.round(), cohort, counted())));
            course.summed(where, cohort, survivors, state);
        }

        @Override
        public synchronized void refused(int member, MemberMessage.Refusal.Reason reason) {
            refusals.put(member, reason.name());
            SortedMap<String, Integer> counts = counted();
            courses.computeIfPresent(session, (key, now) -> now.refused(counts));
        }

        @Override
        public synchronized void epochEstablished(int epoch, int members) {
            refusals.clear();
        }

        /** How many members said no since the newest epoch began, by the code that they gave. */
        private synchronized SortedMap<String, Integer> counted() {
            SortedMap<String, Integer> counts = new TreeMap<>();
            refusals.values().forEach(reason -> counts.merge(reason, 1, Integer::sum));
            return counts;
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
