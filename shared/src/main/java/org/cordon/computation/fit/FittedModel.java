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
 * A fitted model with the scaling of its rows: all that scoring needs.
 *
 * @param computation that fitted it
 * @param plan with the algorithm
 * @param scaler one feature per value of a row
 * @param values after the last sum
 */
public record FittedModel(String computation, FitPlan plan, Scaler scaler, Reals values) {
    private static final int VERSION = 1;
    private static final int MAX_NAME = 40;

    public FittedModel {
        plan.terms().requireFits(scaler);
        int size = plan.size(plan.rounds());
        if (values.length() != size) {
            throw new IllegalArgumentException("values must be " + size + ", but were " + values.length());
        }
    }

    /** Scores rows that {@link #scaler} scaled. */
    public FitPlan.RowScore scorer() {
        return plan.score(values);
    }

    /** Version 1: u8 version, computation, plan and scaler with lengths, u32 count and f64 values. */
    public Bytes encode() {
        CanonicalWriter writer = new CanonicalWriter()
                .u8(VERSION)
                .text(computation)
                .bytes(plan.encode())
                .bytes(scaler.encode());
        values.writeTo(writer);
        return writer.toBytes();
    }

    static FittedModel decode(Bytes encoded, String computation, Function<Bytes, FitPlan> plans) {
        CanonicalReader reader = CanonicalReader.of(encoded, FitState.MAX_BYTES);
        reader.version("fitted model", VERSION);
        String found = reader.text("computation", MAX_NAME);
        if (!found.equals(computation)) {
            throw new MalformedEncoding("computation of the model must be " + computation + ", but was " + found);
        }
        try {
            FitPlan plan = plans.apply(reader.bytes("plan", FitState.MAX_BYTES));
            Scaler scaler = Scaler.decode(reader.bytes("scaler", FitState.MAX_BYTES));
            Reals values = Reals.readFrom(reader, "values", plan.size(plan.rounds()));
            reader.end();
            return new FittedModel(computation, plan, scaler, values);
        } catch (IllegalArgumentException e) {
            throw new MalformedEncoding(String.valueOf(e.getMessage()));
        }
    }
}
