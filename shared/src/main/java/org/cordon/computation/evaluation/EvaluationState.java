// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.evaluation;

import java.util.Arrays;
import java.util.Optional;
import org.cordon.computation.network.TrainedNetwork;
import org.cordon.model.CanonicalReader;
import org.cordon.model.CanonicalWriter;
import org.cordon.model.MalformedEncoding;
import org.cordon.suite.Bytes;

/** The state of {@link Evaluation}: the plan, the network, and the summed histogram once it is there. */
public final class EvaluationState {
    private static final int VERSION = 1;
    private static final int MAX_BYTES = 1 << 28;

    private final EvaluationPlan plan;
    private final TrainedNetwork network;
    private final Optional<long[]> counts;

    EvaluationState(EvaluationPlan plan, TrainedNetwork network, Optional<long[]> counts) {
        this.plan = plan;
        this.network = network;
        this.counts = counts;
    }

    public EvaluationPlan plan() {
        return plan;
    }

    public TrainedNetwork network() {
        return network;
    }

    public ScoreGrid grid() {
        return new ScoreGrid(network.spec().kind(), plan.bins());
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

    public Bytes encode() {
        return new CanonicalWriter()
                .u8(VERSION)
                .bytes(plan.encode())
                .bytes(network.encode())
                .longs(counts.orElseGet(() -> new long[0]))
                .toBytes();
    }

    /** Reads a state of {@link Evaluation}. */
    public static EvaluationState decode(Bytes encoded) {
        CanonicalReader reader = CanonicalReader.of(encoded, MAX_BYTES);
        reader.version("evaluation state", VERSION);
        EvaluationPlan plan = EvaluationPlan.decode(reader.bytes("plan", EvaluationPlan.MAX_BYTES));
        TrainedNetwork network = TrainedNetwork.decode(reader.bytes("network", MAX_BYTES));
        long[] counts = reader.longs("counts", 2 * plan.bins());
        reader.end();
        if (counts.length != 0 && counts.length != 2 * plan.bins()) {
            throw new MalformedEncoding("counts must be none or " + 2 * plan.bins() + ", but were " + counts.length);
        }
        return new EvaluationState(plan, network, counts.length == 0 ? Optional.empty() : Optional.of(counts));
    }
}
