// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.log;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.cordon.log.LogStorage;
import org.cordon.suite.Bytes;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.CoordinatorMessage.LogUpdate;

/** Cuts what a member lacks into updates of a bounded size, each with a checkpoint of just that far. */
final class LeafPages {
    private static final int MOST_BYTES = 1 << 20;

    private final LogStorage storage;
    private final LongFunction<Bytes> noteAt;

    /** @param noteAt the signed note over the first leaves */
    LeafPages(LogStorage storage, LongFunction<Bytes> noteAt) {
        this.storage = storage;
        this.noteAt = noteAt;
    }

    /** Leaves {@code from} to {@code to}; one update without leaves if there are none. */
    List<LogUpdate> pages(long from, long to, Bytes cosigned, int most) {
        List<LogUpdate> pages = new ArrayList<>();
        long start = Math.min(from, to);
        do {
            LogUpdate page = page(start, to, cosigned);
            pages.add(page);
            start += page.leaves().size();
        } while (start < to && pages.size() < most);
        return pages;
    }

    private LogUpdate page(long from, long to, Bytes cosigned) {
        List<Bytes> leaves = new ArrayList<>();
        int bytes = 0;
        long end = Math.min(to, from + CoordinatorMessage.LogUpdate.MOST_LEAVES);
        List<byte[]> read = new ArrayList<>();
        storage.forEachLeaf(from, end, (index, leaf) -> read.add(leaf));
        for (byte[] leaf : read) {
            bytes += leaf.length;
            if (bytes > MOST_BYTES && !leaves.isEmpty()) {
                break;
            }
            leaves.add(Bytes.wrap(leaf));
        }
        return new LogUpdate(from, leaves, noteAt.apply(from + leaves.size()), cosigned);
    }
}
