// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.epoch;

/** What someone did that the protocol does not allow; the name of the attack or fault. */
public enum Violation {
    BAD_SIGNATURE,
    WRONG_SESSION,
    WRONG_EPOCH,
    WRONG_SENDER,
    WRONG_MANIFEST,
    MANIFEST_UNKNOWN,
    MANIFEST_ROLLED_BACK,
    REMOVED_MEMBER,
    OWN_MESSAGE_ALTERED,
    DUPLICATE_MEMBER,
    DUPLICATE_KEY,
    MALFORMED_KEY,
    ROSTER_SHRUNKEN,
    ROSTER_MISMATCH,
    ROUND_REPLAYED,
    ROUND_OUT_OF_RANGE,
    MODEL_MISMATCH,
    CONFIGURATION_MISMATCH,
    ATTEMPT_CHANGED,
    ATTEMPT_AFTER_ENDORSEMENT,
    OPEN_MISMATCH,
    CONTEXT_MISMATCH,
    COHORT_TOO_SMALL,
    PATH_MISMATCH,
    CIPHERTEXT_ALTERED,
    COMMITMENT_NOT_EMPTY,
    STATEMENT_MISMATCH,
    SURVIVORS_TOO_FEW,
    CERTIFICATE_TOO_SMALL,
    MODEL_NOT_PUBLISHED,
    SECRET_MISMATCH,
    WRONG_PAIRS,
    SUM_FORGED,
    SUM_UNUSABLE,
    COUNT_MISMATCH,
    TAG_MISMATCH,
    DEGENERATE_KEY_AGREEMENT,
    /** The protocol log was shown in another form than before. */
    LOG_FORKED,
    /** The protocol log was shown shorter than before. */
    LOG_ROLLED_BACK,
    /** A record of the protocol log, under a good checkpoint, is none that may stand there. */
    LOG_UNREADABLE,
    /** A record of the protocol log names a statement of this member that it never signed. */
    STATEMENT_FORGED,
    /** A checkpoint of the protocol log lacks the coordinator's signature. */
    LOG_UNSIGNED,
    /** No quorum has cosigned the protocol log since this member's start. */
    LOG_STALE,
    /** What must be in the protocol log before a step is not in it. */
    GATE_MISSING,
    /** The proposed sum and earlier ones together would tell of few members alone. */
    DIFFERENCING
}
