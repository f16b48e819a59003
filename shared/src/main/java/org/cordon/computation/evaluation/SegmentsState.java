// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.evaluation;

import java.util.Optional;
import org.cordon.model.CanonicalReader;
import org.cordon.model.CanonicalWriter;
import org.cordon.model.MalformedEncoding;
import org.cordon.suite.Bytes;

/** The state of {@link Segments}: the plan, the model, and the summed histograms once they are there. */
public final class SegmentsState {
    private static final int VERSION = 1;
    private static final int MAX_BYTES = 1 << 28;
    private static final int MAX_NAME = 40;

    private final SegmentsPlan plan;
    private final EvaluatedModel model;
    private final Optional<long[]> counts;

    SegmentsState(SegmentsPlan plan, EvaluatedModel model, Optional<long[]> counts) {
        this.plan = plan;
        this.model = model;
        this.counts = counts;
    }

    public SegmentsPlan plan() {
        return plan;
    }

    public EvaluatedModel model() {
        return model;
    }

    Optional<long[]> counts() {
        return counts.map(long[]::clone);
    }

    /** Words: the bins of each segment. */
    public int length() {
        return plan.segments() * plan.histograms().bins();
    }

    /** The word that counts a row with label 0. */
    public int slot(float value, double rank) {
        int bins = plan.histograms().bins();
        return plan.segment(value) * bins + new ScoreGrid(model.detector().rankLimit(), bins).bin(rank);
    }

    /** Version 1: u8 version, plan, computation and model with lengths, u32 count and i64 counts. */
    public Bytes encode() {
        return new CanonicalWriter()
                .u8(VERSION)
                .bytes(plan.encode())
                .text(model.computation())
                .bytes(model.encoded())
                .longs(counts.orElseGet(() -> new long[0]))
                .toBytes();
    }

    /** Reads a state of {@link Segments}. */
    public static SegmentsState decode(Bytes encoded) {
        CanonicalReader reader = CanonicalReader.of(encoded, MAX_BYTES);
        reader.version("state of segments", VERSION);
        try {
            SegmentsPlan plan = SegmentsPlan.decode(reader.bytes("plan", SegmentsPlan.MAX_BYTES));
            EvaluatedModel model =
                    EvaluatedModel.of(reader.text("computation", MAX_NAME), reader.bytes("model", MAX_BYTES));
            int length = plan.segments() * plan.histograms().bins();
            long[] counts = reader.longs("counts", length);
            reader.end();
            if (counts.length != 0 && counts.length != length) {
                throw new MalformedEncoding("counts must be none or " + length + ", but were " + counts.length);
            }
            return new SegmentsState(plan, model, counts.length == 0 ? Optional.empty() : Optional.of(counts));
        } catch (IllegalArgumentException e) {
            throw new MalformedEncoding(String.valueOf(e.getMessage()));
        }
    }
}
