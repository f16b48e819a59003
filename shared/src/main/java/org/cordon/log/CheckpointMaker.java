// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

/** Makes the signed note over a tree, while the log waits: it must not call the log. */
@FunctionalInterface
public interface CheckpointMaker {
    /** The signed note whose second and third line name this size and root (C2SP tlog-checkpoint). */
    byte[] note(long size, Hash root);
}
