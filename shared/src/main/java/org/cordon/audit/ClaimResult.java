// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.util.List;
import java.util.Optional;

/**
 * The verdict on one claim.
 *
 * @param leaves ascending indexes of the leaves that show a failure, at most {@value #MOST_LEAVES}; empty for other verdicts,
 *     and where a failure is of the whole log
 * @param attestedBy by whom; only of {@link Verdict#ATTESTED}
 * @param reason one sentence without a full stop; empty for a plain {@link Verdict#PASS}
 */
public record ClaimResult(
        Claim claim, Verdict verdict, List<Long> leaves, Optional<String> attestedBy, Optional<String> reason) {
    /** Most leaves that are told for one claim. */
    public static final int MOST_LEAVES = 1000;

    public ClaimResult {
        leaves = List.copyOf(leaves);
        if (!leaves.isEmpty() && verdict != Verdict.FAIL) {
            throw new IllegalArgumentException("leaves must be none for " + verdict + ", but were " + leaves.size());
        }
        if (attestedBy.isPresent() != (verdict == Verdict.ATTESTED)) {
            throw new IllegalArgumentException("attestedBy must be there just for ATTESTED, but was " + attestedBy);
        }
    }
}
