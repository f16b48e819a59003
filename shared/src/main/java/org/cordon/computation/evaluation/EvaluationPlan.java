// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.evaluation;

import java.util.Optional;
import org.cordon.computation.NoisyCounts;
import org.cordon.model.CanonicalReader;
import org.cordon.model.CanonicalWriter;
import org.cordon.model.MalformedEncoding;
import org.cordon.privacy.Release;
import org.cordon.suite.Bytes;

/**
 * The parameters of {@link Evaluation}.
 *
 * @param bins per label, 2 to 65,536
 * @param maxRows public cap on an exchange's held-out rows; an exchange with more refuses to contribute
 * @param holdoutPerMille share of an exchange's rows kept out of training, 1 to 1,000, the same as in the training;
 *     1,000 evaluates all rows
 * @param noise under which counts are opened; empty without differential privacy
 */
public record EvaluationPlan(int bins, long maxRows, int holdoutPerMille, Optional<NoisyCounts> noise) {
    static final int MAX_BYTES = 32;

    private static final int VERSION = 1;
    private static final int NOISY = 2;

    public EvaluationPlan {
        require(bins >= 2 && bins <= 65_536, "bins must be in [2, 65536]", bins);
        require(maxRows >= 1 && maxRows <= 1L << 40, "maxRows must be in [1, 2^40]", maxRows);
        require(
                holdoutPerMille >= 1 && holdoutPerMille <= 1000,
                "holdoutPerMille must be in [1, 1000]",
                holdoutPerMille);
    }

    /** Without noise. */
    public EvaluationPlan(int bins, long maxRows, int holdoutPerMille) {
        this(bins, maxRows, holdoutPerMille, Optional.empty());
    }

    /** The release of the histogram: a row adds to one word. */
    Optional<Release> release() {
        return noise.map(counts -> counts.release(1));
    }

    /** Version 1: u8 version, u32 bins, i64 cap, u16 holdout; version 2 ends in the noise. */
    public Bytes encode() {
        CanonicalWriter writer = new CanonicalWriter()
                .u8(noise.isPresent() ? NOISY : VERSION)
                .u32(bins)
                .i64(maxRows)
                .u16(holdoutPerMille);
        noise.ifPresent(counts -> counts.writeTo(writer));
        return writer.toBytes();
    }

    /** Reads {@link #encode()}; anything else is a {@link MalformedEncoding}. */
    public static EvaluationPlan decode(Bytes encoded) {
        CanonicalReader reader = CanonicalReader.of(encoded, MAX_BYTES);
        int version = reader.version("evaluation plan", VERSION, NOISY);
        int bins = reader.u32("bins", 2, 65_536);
        long maxRows = reader.i64();
        int holdoutPerMille = reader.u16();
        try {
            Optional<NoisyCounts> noise =
                    version == NOISY ? Optional.of(NoisyCounts.readFrom(reader)) : Optional.empty();
            reader.end();
            return new EvaluationPlan(bins, maxRows, holdoutPerMille, noise);
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
