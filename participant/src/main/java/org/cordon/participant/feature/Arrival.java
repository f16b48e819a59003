// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.feature;

/** What becomes of an event that is offered. */
public enum Arrival {
    /** It counts, once no earlier one can come any more. */
    TAKEN,
    /** It came later than the lateness allows: it is counted and does not count. */
    LATE
}
