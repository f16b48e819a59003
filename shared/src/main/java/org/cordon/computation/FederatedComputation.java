// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation;

import java.util.Map;
import java.util.Optional;
import org.cordon.suite.Bytes;

/**
 * The public half of a federated computation: a state that is advanced by secure sums of integer vectors.
 *
 * <p>Coordinator, participants and auditor all run it and must agree bit for bit. So an implementation is stateless,
 * uses {@link StrictMath}, never iterates an unordered collection, draws no randomness, reads no clock, and encodes
 * each state in one way only. The private half, which turns rows into integers, lives with the participant under the
 * same name.
 *
 * <p>Implementations are found by {@link java.util.ServiceLoader} and need a public constructor without arguments.
 * {@code ComputationContract} in the tests checks both halves against these rules.
 */
public interface FederatedComputation {
    /** The name that a charter uses: 1 to 40 of a-z, 0-9 and the hyphen. */
    String name();

    /**
     * The first state.
     *
     * @param parameters canonical bytes from the charter
     * @param inputs what earlier stages put out, or published blobs, by name; an unneeded input is ignored
     * @throws IllegalArgumentException if the parameters are malformed or an input is missing
     */
    Bytes start(Bytes parameters, Map<String, Bytes> inputs);

    /** What to add up next; empty if the computation is finished. */
    Optional<Query> query(Bytes state);

    /**
     * The state after the sum that answers {@link #query}.
     *
     * @throws IllegalArgumentException if the sum does not have the length asked for or cannot be a sum of words in
     *     range
     */
    Bytes advance(Bytes state, OpenedSum sum);

    /**
     * Which function of the rows the sum adds up that {@link #query} asks for: sums of one function are kept from telling
     * of a single member by their difference. By default all sums of the computation are one function, which is right for
     * every statistic of the rows. An update from a state is a function of its own for every state.
     *
     * @throws IllegalArgumentException if the computation is finished
     */
    default DataFunction function(Bytes state) {
        if (query(state).isEmpty()) {
            throw new IllegalArgumentException("state must have a query, but " + name() + " is finished");
        }
        return DataFunction.ofFullData(name());
    }

    /**
     * What the computation with these parameters promises of every sum; empty if it promises no differential privacy. {@link
     * #query} asks for just this release.
     *
     * @throws IllegalArgumentException if the parameters are malformed
     */
    default Optional<PrivacyPromise> promise(Bytes parameters) {
        return Optional.empty();
    }

    /**
     * What scores rows by the model that this computation puts out under its own {@link #name}; empty if it puts out none. An
     * evaluation takes the model of whichever computation came before it.
     *
     * @throws IllegalArgumentException if the output is malformed
     */
    default Optional<Detector> detector(Bytes output) {
        return Optional.empty();
    }

    /** What a person reads about this state, and the outputs for later stages. */
    Report report(Bytes state);
}
