// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.indicators;

import java.util.Optional;
import org.cordon.model.CanonicalReader;
import org.cordon.model.CanonicalWriter;
import org.cordon.model.MalformedEncoding;
import org.cordon.suite.Bytes;

/**
 * The state of {@link Indicators}.
 *
 * @param plan from the charter
 * @param found once the sum is there
 */
public record IndicatorsState(IndicatorsPlan plan, Optional<IndicatorSet> found) {
    private static final int VERSION = 1;
    private static final int MAX_BYTES = 1 << 26;

    public Bytes encode() {
        return new CanonicalWriter()
                .u8(VERSION)
                .bytes(plan.encode())
                .bytes(found.map(IndicatorSet::encode).orElse(Bytes.EMPTY))
                .toBytes();
    }

    /** Reads a state of {@link Indicators}. */
    public static IndicatorsState decode(Bytes encoded) {
        CanonicalReader reader = CanonicalReader.of(encoded, MAX_BYTES);
        reader.version("state of indicators", VERSION);
        IndicatorsPlan plan = IndicatorsPlan.decode(reader.bytes("plan", IndicatorsPlan.MAX_BYTES));
        Bytes found = reader.bytes("found", MAX_BYTES);
        reader.end();
        if (found.isEmpty()) {
            return new IndicatorsState(plan, Optional.empty());
        }
        IndicatorSet set = IndicatorSet.decode(found);
        if (!set.isOf(plan)) {
            throw new MalformedEncoding("set of indicators must be that of the plan, but is of another");
        }
        return new IndicatorsState(plan, Optional.of(set));
    }
}
