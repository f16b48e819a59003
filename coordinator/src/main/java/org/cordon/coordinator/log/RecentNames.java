// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.log;

import java.util.LinkedHashSet;
import java.util.Set;
import org.cordon.log.Hash;

/** The blobs that were kept last: what is written ahead, while members work, is not written again. Safe for concurrent use. */
final class RecentNames {
    private static final int KEPT = 256;

    private final Set<Hash> names = new LinkedHashSet<>();

    synchronized boolean contains(Hash name) {
        return names.contains(name);
    }

    synchronized void add(Hash name) {
        names.add(name);
        if (names.size() > KEPT) {
            names.remove(names.iterator().next());
        }
    }

    /** Blobs may be gone. */
    synchronized void clear() {
        names.clear();
    }
}
