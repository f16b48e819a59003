// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.round;

import java.util.List;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;

/**
 * Block {@code position} (4096 words, the last one may be shorter) of y_member with its path to Y_member.
 *
 * @param words packed ring words
 */
public record Block(int position, int member, Bytes words, List<Digest> path) {
    /** Words in a block. */
    public static final int WORDS = 4096;

    public Block {
        path = List.copyOf(path);
    }
}
