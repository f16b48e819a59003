// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.ring;

/** A value that its declared bound does not admit; its index is named, the value itself is private and is not. */
public final class OutOfRange extends IllegalArgumentException {
    private final int index;

    OutOfRange(int index, long maxAbs) {
        super("value at index " + index + " must be in [-" + maxAbs + ", " + maxAbs + "], but was not");
        this.index = index;
    }

    /** Where in the vector the value stood. */
    public int index() {
        return index;
    }
}
