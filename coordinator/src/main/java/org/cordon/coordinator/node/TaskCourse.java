// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.node;

import java.io.IOException;
import java.util.TreeMap;
import org.cordon.computation.Report;
import org.cordon.computation.StagedComputation;
import org.cordon.coordinator.member.ConsortiumListener.Course;
import org.cordon.coordinator.round.TaskListener;
import org.cordon.coordinator.task.TaskResults;
import org.cordon.governance.Answer;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;

/**
 * Follows one task and writes its result: with the last sum, so that a crash before the end of the task loses
 * nothing, and
 * again when it ends.
 */
final class TaskCourse implements TaskListener {
    private final String task;
    private final Digest session;
    private final TaskResults results;
    private final CoordinatorLog log;
    private volatile Course now = Course.WAITING;

    TaskCourse(String task, Digest session, TaskResults results, CoordinatorLog log) {
        this.task = task;
        this.session = session;
        this.results = results;
        this.log = log;
    }

    /** How far the task is. */
    Course now() {
        return now;
    }

    @Override
    public void summed(Scope where, int cohort, int survivors, Bytes state) {
        now = new Course(
                Answer.Phase.RUNNING, new Answer.Progress(where.epoch(), where.round(), cohort, new TreeMap<>()));
        if (StagedComputation.position(state).isEmpty()) {
            write(state);
        }
    }

    @Override
    public void stopped(String why) {
        now = new Course(Answer.Phase.ENDED, now.progress());
        log.stopped(task, why);
    }

    @Override
    public void ended(Bytes state) {
        now = new Course(Answer.Phase.ENDED, now.progress());
        write(state);
        log.result(task, results.of(task, session).resolve("report.json"));
    }

    private void write(Bytes state) {
        try {
            Report report = new StagedComputation().report(state);
            results.write(task, session, state, report);
        } catch (IOException failed) {
            log.notWritten(task, failed);
        }
    }
}
