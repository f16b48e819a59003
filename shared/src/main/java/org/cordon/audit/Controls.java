// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

/**
 * What a claim supports in the catalogues that auditors work with. Supports, never satisfies: a control asks for more than a log.
 *
 * @param iso27001 ISO/IEC 27001:2022, Annex A
 * @param soc2 AICPA Trust Services Criteria
 * @param gdpr Regulation (EU) 2016/679
 * @param dora Regulation (EU) 2022/2554
 * @param nistAi NIST AI Risk Management Framework 1.0
 */
public record Controls(String iso27001, String soc2, String gdpr, String dora, String nistAi) {
    private static final Controls RECORDS =
            new Controls("A.8.15, A.5.28, A.5.33", "CC7.2, PI1.5", "Art. 5(2), 30, 32", "Art. 9, 17", "MEASURE 2.8");
    private static final Controls WITNESSED = new Controls(
            "A.5.3, A.5.28, A.8.16", "CC5.1, CC7.2", "Art. 5(2), 32", "Art. 9, 10", "GOVERN 6.1, MEASURE 2.8");
    private static final Controls CLOCKS =
            new Controls("A.8.17, A.8.15", "CC7.2", "Art. 5(2)", "Art. 10", "MEASURE 2.8");
    private static final Controls IDENTITY =
            new Controls("A.5.16, A.5.17, A.5.18", "CC6.1, CC6.2, CC6.3", "Art. 32", "Art. 9, 28", "GOVERN 2.1");
    private static final Controls KEYS = new Controls("A.8.24", "CC6.1", "Art. 32", "Art. 9", "MEASURE 2.7");
    private static final Controls APPROVAL =
            new Controls("A.5.3, A.8.32", "CC8.1, P4.1", "Art. 5(1)(b), 26, 35", "Art. 9, 28", "GOVERN 1.4, MAP 1.1");
    private static final Controls MODEL = new Controls(
            "A.8.32, A.5.33", "CC8.1, PI1.3, PI1.4", "Art. 5(2), 22", "Art. 9", "MEASURE 2.5, MEASURE 2.9");
    private static final Controls BUILDS =
            new Controls("A.8.19, A.8.32", "CC8.1", "Art. 32", "Art. 9, 28", "GOVERN 6.1, MAP 4.1");
    private static final Controls ROUND = new Controls(
            "A.8.24, A.8.11", "PI1.2, PI1.3, C1.1", "Art. 5(1)(f), 25, 32", "Art. 9", "MEASURE 2.7, MEASURE 2.10");
    private static final Controls MINIMAL =
            new Controls("A.5.34, A.8.11, A.8.12", "C1.1, P4.1", "Art. 5(1)(c), 25", "Art. 9", "MEASURE 2.10");
    private static final Controls PRIVACY =
            new Controls("A.5.34, A.8.11", "C1.1, P4.1", "Art. 25, 35", "Art. 9", "MEASURE 2.10, MANAGE 1.3");
    private static final Controls EXCEPTIONS =
            new Controls("A.5.3, A.5.24, A.8.2", "CC6.3, CC7.3", "Art. 5(2), 33", "Art. 17", "MANAGE 4.3");
    private static final Controls RETENTION =
            new Controls("A.8.10, A.5.14", "C1.2, P4.2, P4.3", "Art. 5(1)(e), 17", "Art. 9, 12", "MANAGE 4.1");

    /** Those of a claim. */
    public static Controls of(Claim claim) {
        return switch (claim) {
            case CHECKPOINT_SIGNED, TREE_REBUILT, APPEND_ONLY, RECORDS_WELL_FORMED, RECEIPTS_NAME_CHECKPOINT -> RECORDS;
            case NO_SPLIT_VIEW -> WITNESSED;
            case FRESH, TIMES -> CLOCKS;
            case ACTORS_CERTIFIED, NOTHING_FROM_REVOKED, HISTORY_SIGNED, COUNTED_ONCE, SAME_ROSTER -> IDENTITY;
            case EPOCH_KEYS, NO_DOWNGRADE -> KEYS;
            case CHARTER_APPROVED, SAME_TASK, PARTICIPATION_CAPS -> APPROVAL;
            case FIRST_MODEL, MODEL_CHAIN, MODEL_RECOMPUTED, AGGREGATE_REPLAYED -> MODEL;
            case COORDINATOR_BUILD, PARTICIPANT_BUILD -> BUILDS;
            case SAME_PARAMETERS,
                    ENOUGH_MEMBERS,
                    COHORT_COMPLETE,
                    SURVIVORS_CERTIFIED,
                    ONE_KIND_OF_SHARE,
                    REVEALERS_SURVIVED,
                    NOTHING_AFTER_DROP,
                    INPUTS_BOUNDED -> ROUND;
            case ONE_AGGREGATE, NO_DIFFERENCING, ABORTED_RELEASED_NOTHING, NO_FORBIDDEN_CONTENT -> MINIMAL;
            case MECHANISM, BUDGET, EFFECTIVE_NOISE, AMPLIFICATION, NOISE_DRAWN, CHARGED, OTHER_OUTPUTS -> PRIVACY;
            case OVERRIDES -> EXCEPTIONS;
            case DELIVERIES -> RETENTION;
        };
    }
}
