// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.governance;

/** What is proposed and approved. */
public enum Matter {
    /** A change of the consortium: the next entry of its history. */
    AMENDMENT,
    /** What may be computed. */
    CHARTER,
    /** The end of a task that was approved. */
    WITHDRAWAL
}
