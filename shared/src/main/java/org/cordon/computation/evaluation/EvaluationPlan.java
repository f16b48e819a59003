// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.evaluation;

import org.cordon.model.CanonicalReader;
import org.cordon.model.CanonicalWriter;
import org.cordon.model.MalformedEncoding;
import org.cordon.suite.Bytes;

/**
 * The parameters of {@link Evaluation}.
 *
 * @param bins per label, 2 to 65,536
 * @param maxRows public cap on an exchange's held-out rows; an exchange with more refuses to contribute
 * @param holdoutPerMille share of an exchange's rows kept out of training, 1 to 1,000, the same as in the training;
 *     1,000 evaluates all rows
 */
public record EvaluationPlan(int bins, long maxRows, int holdoutPerMille) {
    static final int MAX_BYTES = 32;

    private static final int VERSION = 1;

    public EvaluationPlan {
        require(bins >= 2 && bins <= 65_536, "bins must be in [2, 65536]", bins);
        require(maxRows >= 1 && maxRows <= 1L << 40, "maxRows must be in [1, 2^40]", maxRows);
        require(
                holdoutPerMille >= 1 && holdoutPerMille <= 1000,
                "holdoutPerMille must be in [1, 1000]",
                holdoutPerMille);
    }

    /** Version 1: u8 version, u32 bins, i64 cap, u16 holdout. */
    public Bytes encode() {
        return new CanonicalWriter()
                .u8(VERSION)
                .u32(bins)
                .i64(maxRows)
                .u16(holdoutPerMille)
                .toBytes();
    }

    /** Reads {@link #encode()}; anything else is a {@link MalformedEncoding}. */
    public static EvaluationPlan decode(Bytes encoded) {
        CanonicalReader reader = CanonicalReader.of(encoded, MAX_BYTES);
        reader.version("evaluation plan", VERSION);
        int bins = reader.u32("bins", 2, 65_536);
        long maxRows = reader.i64();
        int holdoutPerMille = reader.u16();
        reader.end();
        try {
            return new EvaluationPlan(bins, maxRows, holdoutPerMille);
        } catch (IllegalArgumentException e) {
            throw new MalformedEncoding(String.valueOf(e.getMessage()));
        }
    }

    private static void require(boolean holds, String rule, long value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", but was " + value);
        }
    }
}
