// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.example;

import java.util.Map;
import java.util.Optional;
import org.cordon.computation.FederatedComputation;
import org.cordon.computation.OpenedSum;
import org.cordon.computation.Query;
import org.cordon.computation.Report;
import org.cordon.computation.Sensitivity;
import org.cordon.model.CanonicalReader;
import org.cordon.model.CanonicalWriter;
import org.cordon.model.MalformedEncoding;
import org.cordon.suite.Bytes;

/**
 * The mean of a column, public half: one sum of two words, the total in steps of {@value #STEPS_PER_UNIT} per unit and
 * the number of rows.
 *
 * <p>A value beyond the public bound R is one the charter does not expect: the private half refuses it. A row moves the
 * first word by at most R in steps and the second by 1.
 */
public final class ColumnMean implements FederatedComputation {
    public static final String NAME = "column-mean";
    /** Resolution of the sum. */
    public static final long STEPS_PER_UNIT = 1000;

    private static final int VERSION = 1;
    private static final int MAX_BYTES = 1024;

    /** What was summed: the total in steps, and the number of rows. */
    record Result(long total, long rows) {}

    /**
     * The parameters, and what was summed once it is there.
     *
     * @param column name of the column
     * @param bound public bound R on the absolute value of a row, in whole units, 1 to a billion
     * @param maxRows public cap on an exchange's rows, 1 to a million
     * @param result empty until the sum is there
     */
    record State(String column, int bound, int maxRows, Optional<Result> result) {
        Bytes encode() {
            CanonicalWriter writer = new CanonicalWriter()
                    .u8(VERSION)
                    .text(column)
                    .u32(bound)
                    .u32(maxRows)
                    .u8(result.isPresent() ? 1 : 0);
            result.ifPresent(summed -> writer.i64(summed.total()).i64(summed.rows()));
            return writer.toBytes();
        }

        static State decode(Bytes encoded) {
            CanonicalReader reader = CanonicalReader.of(encoded, MAX_BYTES);
            reader.version("column mean", VERSION);
            String column = reader.text("column", 200);
            int bound = reader.u32("bound", 1, 1_000_000_000);
            int maxRows = reader.u32("maxRows", 1, 1_000_000);
            int summed = reader.u8();
            if (summed > 1) {
                throw new MalformedEncoding("result must be marked 0 or 1, but was " + summed);
            }
            Optional<Result> result =
                    summed == 1 ? Optional.of(new Result(reader.i64(), reader.i64())) : Optional.empty();
            reader.end();
            return new State(column, bound, maxRows, result);
        }
    }

    /** Canonical parameters for a charter. */
    public static Bytes parameters(String column, int bound, int maxRows) {
        return new State(column, bound, maxRows, Optional.empty()).encode();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Bytes start(Bytes parameters, Map<String, Bytes> inputs) {
        State state = State.decode(parameters);
        if (state.result().isPresent()) {
            throw new IllegalArgumentException("result must be empty at the start, but was not");
        }
        return state.encode();
    }

    // docs: query
    @Override
    public Optional<Query> query(Bytes encoded) {
        State state = State.decode(encoded);
        if (state.result().isPresent()) {
            return Optional.empty();
        }
        double largestRow = (double) state.bound() * STEPS_PER_UNIT;
        return Optional.of(new Query(
                "total and number of rows of " + state.column(),
                2,
                Math.multiplyExact(state.bound() * STEPS_PER_UNIT, (long) state.maxRows()),
                Optional.empty(),
                Sensitivity.ofRecord(StrictMath.sqrt(largestRow * largestRow + 1)),
                Optional.empty(),
                Bytes.EMPTY));
    }
    // docs: end

    // docs: advance
    @Override
    public Bytes advance(Bytes encoded, OpenedSum sum) {
        State state = State.decode(encoded);
        Query query = query(encoded)
                .orElseThrow(() -> new IllegalArgumentException("state must have a query, but the mean is known"));
        sum.requireAnswers(query);
        Result result = new Result(sum.get(0), sum.get(1));
        return new State(state.column(), state.bound(), state.maxRows(), Optional.of(result)).encode();
    }
    // docs: end

    @Override
    public Report report(Bytes encoded) {
        State state = State.decode(encoded);
        if (state.result().isEmpty()) {
            return Report.of("waiting for the sum", Map.of(), Map.of());
        }
        long rows = state.result().get().rows();
        if (rows <= 0) {
            return Report.of("no rows", Map.of("rows", 0.0), Map.of());
        }
        double mean = (double) state.result().get().total() / STEPS_PER_UNIT / rows;
        return Report.of(
                "mean of " + state.column() + " over " + rows + " rows: " + mean,
                Map.of("mean", mean, "rows", (double) rows),
                Map.of());
    }
}
