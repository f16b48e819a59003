// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.policy;

import java.util.Locale;

/**
 * What a person said about one charter, as it is kept.
 *
 * @param session the whole digest of the charter, 64 hex digits
 * @param task its name, for people
 * @param number 1 for the first decision on the charter; the highest counts
 * @param decision what was said
 * @param because the person's words
 * @param by the account that said it
 * @param at when, in UTC
 * @param privacy {@code NO PRIVACY GUARANTEE} where sums are opened without differential privacy
 */
public record PersonDecision(
        String session,
        String task,
        int number,
        Choice decision,
        String because,
        String by,
        String at,
        String privacy) {
    /** What a person may say. */
    public enum Choice {
        ACCEPT,
        REJECT;

        String past() {
            return this == ACCEPT ? "accepted" : "rejected";
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Stands wherever sums are opened without differential privacy. */
    public static final String NO_GUARANTEE = "NO PRIVACY GUARANTEE";
}
