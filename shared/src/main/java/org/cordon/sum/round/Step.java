// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.round;

/** The steps of the protocol, in order; epoch set-up counts as one. */
public enum Step {
    EPOCH,
    OPEN,
    READY,
    COHORT,
    UPLOAD,
    SURVIVORS,
    REVEAL,
    RESULT
}
