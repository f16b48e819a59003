// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.util.List;

/** Which claim leans on which: an arc says that the first has no evidence where the second fails. */
final class ClaimGraph {
    private ClaimGraph() {}

    static List<Claim> of(Claim claim) {
        return switch (claim) {
            case CHECKPOINT_SIGNED, COORDINATOR_BUILD, PARTICIPANT_BUILD, INPUTS_BOUNDED, DELIVERIES -> List.of();
            case MECHANISM, OTHER_OUTPUTS -> List.of(Claim.SAME_PARAMETERS);
            case BUDGET -> List.of(Claim.CHARTER_APPROVED, Claim.SAME_PARAMETERS);
            case EFFECTIVE_NOISE, AMPLIFICATION, NOISE_DRAWN -> List.of(Claim.MECHANISM, Claim.SURVIVORS_CERTIFIED);
            case CHARGED -> List.of(Claim.SURVIVORS_CERTIFIED);
            case TREE_REBUILT -> List.of(Claim.CHECKPOINT_SIGNED);
            case APPEND_ONLY -> List.of(Claim.CHECKPOINT_SIGNED, Claim.TREE_REBUILT);
            case NO_SPLIT_VIEW -> List.of(Claim.CHECKPOINT_SIGNED, Claim.HISTORY_SIGNED, Claim.EPOCH_KEYS);
            case FRESH -> List.of(Claim.NO_SPLIT_VIEW);
            case RECORDS_WELL_FORMED -> List.of(Claim.TREE_REBUILT);
            case TIMES, HISTORY_SIGNED, NO_DOWNGRADE, ONE_AGGREGATE, ABORTED_RELEASED_NOTHING, NO_FORBIDDEN_CONTENT ->
                List.of(Claim.RECORDS_WELL_FORMED);
            case RECEIPTS_NAME_CHECKPOINT -> List.of(Claim.RECORDS_WELL_FORMED, Claim.SAME_ROSTER);
            case ACTORS_CERTIFIED -> List.of(Claim.RECORDS_WELL_FORMED, Claim.HISTORY_SIGNED, Claim.SAME_ROSTER);
            case NOTHING_FROM_REVOKED, EPOCH_KEYS, CHARTER_APPROVED, OVERRIDES -> List.of(Claim.HISTORY_SIGNED);
            case COUNTED_ONCE, SAME_ROSTER -> List.of(Claim.RECORDS_WELL_FORMED, Claim.HISTORY_SIGNED);
            case SAME_TASK, COHORT_COMPLETE -> List.of(Claim.SAME_ROSTER);
            case FIRST_MODEL -> List.of(Claim.CHARTER_APPROVED);
            case MODEL_CHAIN -> List.of(Claim.FIRST_MODEL, Claim.SAME_ROSTER);
            case MODEL_RECOMPUTED -> List.of(Claim.MODEL_CHAIN, Claim.AGGREGATE_REPLAYED);
            case SAME_PARAMETERS, NO_DIFFERENCING -> List.of(Claim.MODEL_RECOMPUTED);
            case ENOUGH_MEMBERS -> List.of(Claim.CHARTER_APPROVED, Claim.SAME_ROSTER);
            case SURVIVORS_CERTIFIED ->
                List.of(
                        Claim.ACTORS_CERTIFIED,
                        Claim.COUNTED_ONCE,
                        Claim.SAME_TASK,
                        Claim.NO_DOWNGRADE,
                        Claim.SAME_ROSTER);
            case ONE_KIND_OF_SHARE, REVEALERS_SURVIVED, NOTHING_AFTER_DROP -> List.of(Claim.SURVIVORS_CERTIFIED);
            case AGGREGATE_REPLAYED -> List.of(Claim.FIRST_MODEL, Claim.SURVIVORS_CERTIFIED);
            case PARTICIPATION_CAPS -> List.of(Claim.CHARTER_APPROVED, Claim.MODEL_RECOMPUTED);
        };
    }
}
