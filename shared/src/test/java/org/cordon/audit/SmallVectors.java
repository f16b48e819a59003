// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.util.Random;
import org.cordon.computation.Query;

/** Contributions that need no data: whole numbers within the bounds that are asked for. */
final class SmallVectors {
    private static final int ROWS = 7;

    private SmallVectors() {}

    /** An update with its weight where the query has a weight slot, counts elsewhere. */
    static long[] of(Query query, Random random) {
        long[] values = new long[query.length()];
        for (int i = 0; i < values.length; i++) {
            values[i] = query.weight().isPresent()
                    ? random.nextInt(200) - 100L
                    : Math.min(query.maxAbs(i), random.nextInt(ROWS));
        }
        if (query.weight().isPresent()) {
            values[values.length - 1] = 1L + random.nextInt(ROWS);
        }
        return values;
    }
}
