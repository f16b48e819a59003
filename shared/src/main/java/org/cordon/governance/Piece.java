// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.governance;

import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;

/**
 * Bytes that follow a proposal's head, by digest and length.
 *
 * @param digest H("blob"; bytes)
 * @param size in bytes
 */
public record Piece(Digest digest, int size) {
    public Piece {
        if (size < 0) {
            throw new IllegalArgumentException("size must be at least 0, but was " + size);
        }
    }

    public static Piece of(Bytes content) {
        return new Piece(Hashes.blob(content), content.size());
    }

    /** Whether these are the bytes. */
    public boolean fits(Bytes content) {
        return content.size() == size && Hashes.blob(content).equals(digest);
    }
}
