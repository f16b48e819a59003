// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.record;

import java.util.List;
import org.cordon.suite.Bytes;
import org.cordon.suite.Signature;

/**
 * A leaf of the protocol log as it was read.
 *
 * <p><b>Does not check</b> signatures.
 *
 * @param exact the leaf's bytes: what the tree hashes
 * @param statementBytes the statement's bytes: what signatures of an override or an incident cover
 * @param by signatures beside the statement; of a member's own record exactly the one on its body
 */
public record Leaf(Statement statement, Bytes exact, Bytes statementBytes, List<By> by) {
    /** Most bytes of a leaf. */
    public static final int MAX_BYTES = 16_384;

    public Leaf {
        by = List.copyOf(by);
        if (exact.size() > MAX_BYTES) {
            throw new IllegalArgumentException("leaf must be at most 16384 bytes, but was " + exact.size());
        }
    }

    /** A member's signature. */
    public record By(int member, Signature signature) {}
}
