// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.evaluation;

import org.cordon.computation.fit.Reals;
import org.cordon.model.CanonicalReader;
import org.cordon.model.CanonicalWriter;
import org.cordon.model.MalformedEncoding;
import org.cordon.suite.Bytes;

/**
 * The parameters of {@link Segments}.
 *
 * @param histograms bins, cap, holdout and noise
 * @param column that tells the segment of a row; it need not be a feature of the model
 * @param edges ascending, 1 to {@value #MAX_EDGES}: a row is in the segment of as many edges as its value reaches, one without a value in
 *     a segment of its own
 * @param falsePositiveRate of the threshold, over all rows, in (0, 0.5]
 */
public record SegmentsPlan(EvaluationPlan histograms, String column, Reals edges, double falsePositiveRate) {
    static final int MAX_BYTES = 1024;
    static final int MAX_EDGES = 62;

    private static final int VERSION = 1;
    private static final int MAX_NAME = 200;

    public SegmentsPlan {
        require(!column.isEmpty() && column.length() <= MAX_NAME, "column must be 1 to 200 characters", column);
        require(edges.length() >= 1 && edges.length() <= MAX_EDGES, "edges must be 1 to 62", edges.length());
        for (int i = 1; i < edges.length(); i++) {
            require(edges.get(i) > edges.get(i - 1), "edges must ascend", edges.get(i));
        }
        require(
                falsePositiveRate > 0 && falsePositiveRate <= 0.5,
                "falsePositiveRate must be in (0, 0.5]",
                falsePositiveRate);
    }

    /** Those between edges, and that of missing values, which is the last. */
    public int segments() {
        return edges.length() + 2;
    }

    /** The segment of a value. */
    public int segment(float value) {
        if (Float.isNaN(value)) {
            return segments() - 1;
        }
        int reached = 0;
        while (reached < edges.length() && value >= edges.get(reached)) {
            reached++;
        }
        return reached;
    }

    /** How people read a segment, for example {@code [1.0, 2.0)}. */
    String name(int segment) {
        if (segment == segments() - 1) {
            return "missing";
        }
        return (segment == 0 ? "(-" : "[" + edges.get(segment - 1)) + ", "
                + (segment == edges.length() ? ")" : edges.get(segment) + ")");
    }

    /** Version 1: u8 version, plan of the histograms and column with lengths, u32 count and f64 edges, f64 rate. */
    public Bytes encode() {
        CanonicalWriter writer =
                new CanonicalWriter().u8(VERSION).bytes(histograms.encode()).text(column);
        edges.writeTo(writer);
        return writer.f64(falsePositiveRate).toBytes();
    }

    /** Reads {@link #encode()}; anything else is a {@link MalformedEncoding}. */
    public static SegmentsPlan decode(Bytes encoded) {
        CanonicalReader reader = CanonicalReader.of(encoded, MAX_BYTES);
        reader.version("plan of segments", VERSION);
        try {
            SegmentsPlan plan = new SegmentsPlan(
                    EvaluationPlan.decode(reader.bytes("histograms", EvaluationPlan.MAX_BYTES)),
                    reader.text("column", MAX_NAME),
                    Reals.readFrom(reader, "edges", 1, MAX_EDGES),
                    reader.f64("falsePositiveRate"));
            reader.end();
            return plan;
        } catch (IllegalArgumentException e) {
            throw new MalformedEncoding(String.valueOf(e.getMessage()));
        }
    }

    private static void require(boolean holds, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", but was " + value);
        }
    }
}
