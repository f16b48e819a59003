// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.evaluation;

import java.util.Arrays;
import java.util.Optional;
import org.cordon.computation.network.NetworkTraining;
import org.cordon.model.CanonicalReader;
import org.cordon.model.CanonicalWriter;
import org.cordon.model.MalformedEncoding;
import org.cordon.suite.Bytes;

/** The state of {@link Evaluation}: the plan, the model, and the summed histogram once it is there. */
public final class EvaluationState {
    private static final int VERSION = 1;
    private static final int NAMED = 2;
    private static final int MAX_NAME = 40;
    private static final int MAX_BYTES = 1 << 28;

    private final EvaluationPlan plan;
    private final EvaluatedModel model;
    private final Optional<long[]> counts;

    EvaluationState(EvaluationPlan plan, EvaluatedModel model, Optional<long[]> counts) {
        this.plan = plan;
        this.model = model;
        this.counts = counts;
    }

    public EvaluationPlan plan() {
        return plan;
    }

    public EvaluatedModel model() {
        return model;
    }

    public ScoreGrid grid() {
        return new ScoreGrid(model.detector().rankLimit(), plan.bins());
    }

    /** Words: the bins of label 0, then those of label 1. */
    public int length() {
        return 2 * plan.bins();
    }

    boolean finished() {
        return counts.isPresent();
    }

    long[] counts(int label) {
        long[] all = counts.orElseThrow(() -> new IllegalStateException("the histogram was not summed yet"));
        return Arrays.copyOfRange(all, label * plan.bins(), (label + 1) * plan.bins());
    }

    /** Version 1 is about a network; version 2 names the computation that the model is of. */
    public Bytes encode() {
        boolean isNetwork = model.computation().equals(NetworkTraining.NAME);
        CanonicalWriter writer =
                new CanonicalWriter().u8(isNetwork ? VERSION : NAMED).bytes(plan.encode());
        if (!isNetwork) {
            writer.text(model.computation());
        }
        return writer.bytes(model.encoded())
                .longs(counts.orElseGet(() -> new long[0]))
                .toBytes();
    }

    /** Reads a state of {@link Evaluation}. */
    public static EvaluationState decode(Bytes encoded) {
        CanonicalReader reader = CanonicalReader.of(encoded, MAX_BYTES);
        int version = reader.version("evaluation state", VERSION, NAMED);
        EvaluationPlan plan = EvaluationPlan.decode(reader.bytes("plan", EvaluationPlan.MAX_BYTES));
        String computation = version == NAMED ? reader.text("computation", MAX_NAME) : NetworkTraining.NAME;
        Bytes output = reader.bytes("model", MAX_BYTES);
        long[] counts = reader.longs("counts", 2 * plan.bins());
        reader.end();
        if (counts.length != 0 && counts.length != 2 * plan.bins()) {
            throw new MalformedEncoding("counts must be none or " + 2 * plan.bins() + ", but were " + counts.length);
        }
        if (version == NAMED && computation.equals(NetworkTraining.NAME)) {
            throw new MalformedEncoding("version of the state of a network must be 1, but was 2");
        }
        EvaluatedModel model = model(computation, output);
        return new EvaluationState(plan, model, counts.length == 0 ? Optional.empty() : Optional.of(counts));
    }

    private static EvaluatedModel model(String computation, Bytes encoded) {
        try {
            return EvaluatedModel.of(computation, encoded);
        } catch (IllegalArgumentException e) {
            throw new MalformedEncoding(String.valueOf(e.getMessage()));
        }
    }
}
