// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import static org.cordon.audit.Claim.*;

import java.util.List;

/** Which claim leans on which: an arc says that the first has no evidence where the second fails. */
final class ClaimGraph {
    private ClaimGraph() {}

    static List<Claim> of(Claim claim) {
        return switch (claim) {
            case CHECKPOINT_SIGNED,
                    COORDINATOR_BUILD,
                    PARTICIPANT_BUILD,
                    INPUTS_BOUNDED,
                    MECHANISM,
                    BUDGET,
                    EFFECTIVE_NOISE,
                    AMPLIFICATION,
                    NOISE_DRAWN,
                    CHARGED,
                    OTHER_OUTPUTS,
                    NO_FORBIDDEN_CONTENT,
                    DELIVERIES -> List.of();
            case TREE_REBUILT, NO_SPLIT_VIEW -> List.of(CHECKPOINT_SIGNED);
            case APPEND_ONLY -> List.of(CHECKPOINT_SIGNED, TREE_REBUILT);
            case FRESH -> List.of(NO_SPLIT_VIEW);
            case RECORDS_WELL_FORMED -> List.of(TREE_REBUILT);
            case TIMES,
                    RECEIPTS_NAME_CHECKPOINT,
                    ACTORS_CERTIFIED,
                    HISTORY_SIGNED,
                    COUNTED_ONCE,
                    SAME_TASK,
                    NO_DOWNGRADE,
                    SAME_ROSTER,
                    ONE_AGGREGATE,
                    ABORTED_RELEASED_NOTHING -> List.of(RECORDS_WELL_FORMED);
            case NOTHING_FROM_REVOKED, EPOCH_KEYS, CHARTER_APPROVED, ENOUGH_MEMBERS, OVERRIDES ->
                List.of(HISTORY_SIGNED);
            case FIRST_MODEL -> List.of(CHARTER_APPROVED);
            case MODEL_CHAIN -> List.of(FIRST_MODEL);
            case MODEL_RECOMPUTED -> List.of(MODEL_CHAIN, AGGREGATE_REPLAYED);
            case SAME_PARAMETERS -> List.of(SAME_TASK, MODEL_CHAIN);
            case COHORT_COMPLETE -> List.of(SAME_ROSTER);
            case SURVIVORS_CERTIFIED -> List.of(SAME_ROSTER, HISTORY_SIGNED);
            case ONE_KIND_OF_SHARE, REVEALERS_SURVIVED, NOTHING_AFTER_DROP, AGGREGATE_REPLAYED ->
                List.of(SURVIVORS_CERTIFIED);
            case NO_DIFFERENCING -> List.of(ENOUGH_MEMBERS, MODEL_CHAIN);
            case PARTICIPATION_CAPS -> List.of(CHARTER_APPROVED, MODEL_CHAIN);
        };
    }
}
