// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.governance;

/**
 * What became of a proposal, of approvals, or of a withdrawal.
 *
 * @param approvals how many approvals count so far
 * @param needed how many it takes; 0 where nobody's approval is needed
 */
public record Standing(Code code, int approvals, int needed) {
    /** Whether it has taken effect. */
    public enum Code {
        /** Held until enough have approved. */
        OPEN,
        /** Durable and in effect: appended to the history, started, or withdrawn. */
        EFFECTIVE
    }
}
