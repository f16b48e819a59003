// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.policy;

import java.nio.file.Path;

/** An exchange's directory with tasks that wait for a person, for tests of what stands above. */
public final class PolicyFixture {
    private PolicyFixture() {}

    /** Writes {@code policy.yaml}, and leaves a task of this name to a person. */
    public static void leaveToAPerson(Path directory, String task) {
        leave(directory, TestTasks.task(task));
    }

    /** The same for another charter of the name. */
    public static void leaveToAPerson(Path directory, String task, String purpose) {
        leave(directory, TestTasks.task(task, purpose));
    }

    private static void leave(Path directory, TestTasks.Task task) {
        try (ExchangePolicy policy = ExchangePolicy.open(
                TestTasks.policy(directory, TestTasks.ASKING), directory.resolve("decisions"), TestTasks.NOW)) {
            task.ask(policy, TestTasks.NOW);
        }
    }
}
