// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import java.io.IOException;
import java.nio.file.Path;
import org.cordon.suite.Randomness;

/** Chooses how the keys of each new directory are locked. */
@FunctionalInterface
public interface KeyLocks {
    /** The lock for the keys in {@code directory}, of a node name or "operator"; the caller closes it. */
    KeyLock lockFor(String name, Path directory) throws IOException;

    /** A new {@code unlock.key} in each directory; its holder may move it to a safer place. */
    static KeyLocks keyFiles(Randomness randomness) {
        return (name, directory) -> KeyLock.createKeyFile(directory.resolve("unlock.key"), randomness);
    }
}
