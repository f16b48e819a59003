// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.round;

import java.util.List;
import java.util.Optional;
import org.cordon.suite.Signed;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.RoundBody;
import org.cordon.sum.round.RoundCoordinator;

/** The result as each member needs it: survivors have seen the rest, everybody else gets it along. */
final class Results {
    private Results() {}

    static Board.Notice notice(Attempt attempt, Signed<RoundBody.Result> result) {
        List<Integer> survivors = attempt.survivors.orElseThrow().members();
        CoordinatorMessage.Result alone =
                new CoordinatorMessage.Result(result, Optional.empty(), Optional.empty(), Optional.empty());
        CoordinatorMessage.Result whole = new CoordinatorMessage.Result(
                result,
                Optional.of(attempt.open),
                attempt.uploading.map(RoundCoordinator.UploadPhase::cohort),
                attempt.survivors.map(RoundCoordinator.SurvivorsPhase::message));
        return member -> Optional.of(survivors.contains(member) ? alone : whole);
    }
}
