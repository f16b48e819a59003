// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.fit;

import java.util.function.Function;
import org.cordon.computation.scaling.Scaler;
import org.cordon.model.CanonicalReader;
import org.cordon.model.CanonicalWriter;
import org.cordon.model.MalformedEncoding;
import org.cordon.suite.Bytes;

/**
 * The state of {@link ModelFitting}.
 *
 * @param plan from the charter
 * @param scaler of the rows
 * @param round sums so far
 * @param values what the fit knows
 */
public record FitState(FitPlan plan, Scaler scaler, int round, Reals values) {
    static final int MAX_BYTES = 1 << 28;

    private static final int VERSION = 1;

    public FitState {
        if (round < 0 || round > plan.rounds()) {
            throw new IllegalArgumentException("round must be in [0, " + plan.rounds() + "], but was " + round);
        }
        plan.terms().requireFits(scaler);
        int size = plan.size(round);
        if (values.length() != size) {
            throw new IllegalArgumentException("values must be " + size + ", but were " + values.length());
        }
    }

    static FitState first(FitPlan plan, Scaler scaler) {
        return new FitState(plan, scaler, 0, plan.start());
    }

    boolean finished() {
        return round == plan.rounds();
    }

    FitState advance(long[] sum) {
        return new FitState(plan, scaler, round + 1, plan.advance(round, values, sum));
    }

    /** What rows add to the next sum. */
    public FitPlan.RowWords words() {
        return plan.words(values);
    }

    /** Version 1: u8 version, plan and scaler with lengths, u32 round, u32 count and f64 values. */
    public Bytes encode() {
        CanonicalWriter writer = new CanonicalWriter()
                .u8(VERSION)
                .bytes(plan.encode())
                .bytes(scaler.encode())
                .u32(round);
        values.writeTo(writer);
        return writer.toBytes();
    }

    static FitState decode(Bytes encoded, Function<Bytes, FitPlan> plans) {
        CanonicalReader reader = CanonicalReader.of(encoded, MAX_BYTES);
        reader.version("state of a fit", VERSION);
        try {
            FitPlan plan = plans.apply(reader.bytes("plan", MAX_BYTES));
            Scaler scaler = Scaler.decode(reader.bytes("scaler", MAX_BYTES));
            int round = reader.u32("round", 0, plan.rounds());
            Reals values = Reals.readFrom(reader, "values", plan.size(round));
            reader.end();
            return new FitState(plan, scaler, round, values);
        } catch (IllegalArgumentException e) {
            throw new MalformedEncoding(String.valueOf(e.getMessage()));
        }
    }
}
