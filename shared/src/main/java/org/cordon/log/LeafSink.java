// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

/** Takes leaves in the order of their indexes. */
@FunctionalInterface
public interface LeafSink {
    /** The bytes of the leaf at {@code index}; the array belongs to the sink. */
    void accept(long index, byte[] leaf);
}
