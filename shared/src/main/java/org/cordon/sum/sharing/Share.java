// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.sharing;

import org.cordon.suite.Secret;

/**
 * One member's share of a 32-byte secret.
 *
 * <p><b>Guarantees.</b> Never prints its value, compares in constant time, {@link #close()} wipes it.
 */
public final class Share implements AutoCloseable {
    private final int index;
    private final Secret value;

    /**
     * Takes ownership of {@code value}: closing the share closes it.
     *
     * @param index manifest index of the holder, 1 to 255
     * @param value the polynomials' values there, 32 bytes
     */
    public Share(int index, Secret value) {
        if (index < 1 || index > Shamir.MAX_MEMBERS) {
            throw new IllegalArgumentException("index must be in [1, 255], but was " + index);
        }
        this.index = index;
        this.value = value;
    }

    /** Manifest index of the holder: the x of this share. */
    public int index() {
        return index;
    }

    /** The 32 bytes; closed with the share. */
    public Secret value() {
        return value;
    }

    @Override
    public void close() {
        value.close();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Share share && index == share.index && value.equals(share.value);
    }

    @Override
    public int hashCode() {
        return Integer.hashCode(index);
    }

    @Override
    public String toString() {
        return "Share[" + index + "]";
    }
}
