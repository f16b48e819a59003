// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

/** What became of a claim. */
public enum Verdict {
    /** Checked, and it holds. */
    PASS,
    /** Checked, and it does not hold. */
    FAIL,
    /** It holds as far as somebody says so. */
    ATTESTED,
    /** What it would be checked with is not there. */
    NO_EVIDENCE,
    /** The log has nothing that it is about. */
    NOT_APPLICABLE
}
