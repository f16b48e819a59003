// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

/**
 * A contribution with a word outside the bound its query declares; nothing was sent. Does not tell the value, which is
 * data.
 */
public final class OutOfRange extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int slot;

    public OutOfRange(String statistic, int slot, long maxAbs) {
        super("word " + slot + " of " + statistic + " must be within " + maxAbs + ", but was not");
        this.slot = slot;
    }

    /** Index of the word. */
    public int slot() {
        return slot;
    }
}
