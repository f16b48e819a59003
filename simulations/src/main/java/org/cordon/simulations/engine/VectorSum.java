// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.engine;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cordon.computation.DataFunction;
import org.cordon.computation.FederatedComputation;
import org.cordon.computation.OpenedSum;
import org.cordon.computation.Query;
import org.cordon.computation.Report;
import org.cordon.computation.Sensitivity;
import org.cordon.model.CanonicalReader;
import org.cordon.model.CanonicalWriter;
import org.cordon.suite.Bytes;

/**
 * Adds up 16-bit vectors, round after round, and remembers the first and the last word: the secure sum alone, for
 * benchmarks and tests of the transport.
 */
public final class VectorSum implements FederatedComputation {
    /** Name in a charter. */
    public static final String NAME = "vector-sum";
    /** Bound of a word. */
    public static final long MAX_ABS = 1 << 15;

    private static final int VERSION = 1;

    /** The canonical parameters. */
    public static Bytes parameters(int length, int rounds) {
        return state(length, rounds, 0, 0, 0);
    }

    private static Bytes state(int length, int rounds, int done, double first, double last) {
        return new CanonicalWriter()
                .u8(VERSION)
                .u32(length)
                .u32(rounds)
                .u32(done)
                .f64(first)
                .f64(last)
                .toBytes();
    }

    private record State(int length, int rounds, int done, double first, double last) {
        static State decode(Bytes encoded) {
            CanonicalReader in = CanonicalReader.of(encoded, 64);
            in.version("vector sum", VERSION);
            State state = new State(
                    in.u32("length", 1, Query.MAX_LENGTH),
                    in.u32("rounds", 1, Integer.MAX_VALUE),
                    in.u32("done", 0, Integer.MAX_VALUE),
                    in.f64("first"),
                    in.f64("last"));
            in.end();
            return state;
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Bytes start(Bytes parameters, Map<String, Bytes> inputs) {
        State.decode(parameters);
        return parameters;
    }

    @Override
    public Optional<Query> query(Bytes encoded) {
        State state = State.decode(encoded);
        return state.done() >= state.rounds()
                ? Optional.empty()
                : Optional.of(new Query(
                        "vector sum",
                        state.length(),
                        MAX_ABS,
                        Optional.empty(),
                        Sensitivity.ofParticipant(MAX_ABS * Math.sqrt(state.length())),
                        Optional.empty(),
                        Bytes.EMPTY));
    }

    /** Each round stands for an update from a state of its own. */
    @Override
    public DataFunction function(Bytes encoded) {
        State state = State.decode(encoded);
        if (state.done() >= state.rounds()) {
            throw new IllegalArgumentException("state must have a query, but all sums are done");
        }
        return DataFunction.ofState(NAME, encoded);
    }

    @Override
    public Bytes advance(Bytes encoded, OpenedSum sum) {
        State state = State.decode(encoded);
        return state(state.length(), state.rounds(), state.done() + 1, (double) sum.get(0), (double)
                sum.get(sum.length() - 1));
    }

    @Override
    public Report report(Bytes encoded) {
        State state = State.decode(encoded);
        TreeMap<String, Double> figures = new TreeMap<>();
        figures.put("first", state.first());
        figures.put("last", state.last());
        return new Report(state.done() + " of " + state.rounds() + " sums", figures, new TreeMap<>());
    }
}
