// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.epoch;

/** What the coordinator's core makes of a message that was handed in. */
public enum Intake {
    ACCEPTED,
    DUPLICATE,
    UNEXPECTED,
    BAD_SIGNATURE,
    MALFORMED,
    CONFLICT
}
