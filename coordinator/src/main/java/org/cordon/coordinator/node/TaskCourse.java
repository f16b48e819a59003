// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.node;

import java.io.IOException;
import org.cordon.computation.Report;
import org.cordon.computation.StagedComputation;
import org.cordon.coordinator.round.TaskListener;
import org.cordon.coordinator.task.TaskResults;
import org.cordon.suite.Bytes;
import org.cordon.suite.Scope;
import org.cordon.task.ApprovedCharter;

/**
 * Follows one task and writes its result: with the last sum, so that a crash before the end of the task loses
 * nothing, and
 * again when it ends.
 */
final class TaskCourse implements TaskListener {
    private final ApprovedCharter charter;
    private final TaskResults results;
    private final CoordinatorLog log;

    TaskCourse(ApprovedCharter charter, TaskResults results, CoordinatorLog log) {
        this.charter = charter;
        this.results = results;
        this.log = log;
    }

    @Override
    public void summed(Scope where, int cohort, int survivors, Bytes state) {
        if (StagedComputation.position(state).isEmpty()) {
            write(state);
        }
    }

    @Override
    public void ended(Bytes state) {
        write(state);
        String task = charter.charter().name();
        log.result(task, results.of(task, charter.session()).resolve("report.json"));
    }

    private void write(Bytes state) {
        try {
            Report report = new StagedComputation().report(state);
            results.write(charter, state, report);
        } catch (IOException failed) {
            log.notWritten(charter.charter().name(), failed);
        }
    }
}
