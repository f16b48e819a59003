// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.charter;

import org.cordon.suite.Hashes;
import org.cordon.task.Stage;

/**
 * What one stage lets out of an exchange: masked vectors, of which only the sum over the survivors is opened.
 *
 * @param words of one vector, at the most; 0 where the computation is not known here
 * @param sums how many are opened, at the most
 */
public record Leaving(String stage, String what, long words, int sums) {
    /** What the charter's stage lets out. */
    public static Leaving of(Stage stage) {
        return StagePlan.of(stage)
                .map(plan -> new Leaving(stage.computation(), plan.what(), plan.words(), stage.maxRounds()))
                .orElseGet(() -> new Leaving(
                        stage.computation(),
                        "a computation that this program does not know, with parameters of digest "
                                + Hashes.blob(stage.parameters()).shortHex(),
                        0,
                        stage.maxRounds()));
    }
}
