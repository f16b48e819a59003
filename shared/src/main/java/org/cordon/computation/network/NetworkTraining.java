// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.network;

import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import org.cordon.computation.DataFunction;
import org.cordon.computation.FederatedComputation;
import org.cordon.computation.OpenedSum;
import org.cordon.computation.Query;
import org.cordon.computation.Report;
import org.cordon.computation.Sensitivity;
import org.cordon.computation.WeightSlot;
import org.cordon.computation.scaling.Scaler;
import org.cordon.computation.scaling.Scaling;
import org.cordon.model.InitialParameters;
import org.cordon.model.ParameterVector;
import org.cordon.suite.Bytes;

/**
 * Trains a network by rounds of weighted updates; puts out a {@link TrainedNetwork} as {@value #OUTPUT}.
 *
 * <p>Parameters: {@link TrainingPlan}. State: {@link TrainingState}. Inputs: {@value Scaling#OUTPUT}, and optionally
 * {@value #INITIAL}, little-endian float32 parameters to start from. A round whose weights sum to 0 leaves the model as
 * it is.
 */
public final class NetworkTraining implements FederatedComputation {
    public static final String NAME = "network";
    public static final String OUTPUT = "network";
    /** Input with the first parameters. */
    public static final String INITIAL = "initial-parameters";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Bytes start(Bytes parameters, Map<String, Bytes> inputs) {
        TrainingPlan plan = TrainingPlan.decode(parameters);
        Bytes scaler = inputs.get(Scaling.OUTPUT);
        if (scaler == null) {
            throw new IllegalArgumentException("input scaler must be given, but was not: put scaling before network");
        }
        Bytes given = inputs.get(INITIAL);
        ParameterVector first = given == null
                ? InitialParameters.draw(plan.spec(), plan.initialSeed())
                : ParameterVector.ofBytes(given, plan.spec().parameterCount());
        return new TrainingState(plan, Scaler.decode(scaler), 0, plan.server().start(first)).encode();
    }

    @Override
    public Optional<Query> query(Bytes state) {
        return query(TrainingState.decode(state));
    }

    private static Optional<Query> query(TrainingState state) {
        if (state.finished()) {
            return Optional.empty();
        }
        int parameters = state.plan().spec().parameterCount();
        UpdateBounds bounds = state.plan().bounds();
        double update = bounds.scale() * bounds.clipNorm() + StrictMath.sqrt(parameters) / 2;
        double weight = bounds.maxWeight();
        return Optional.of(new Query(
                "network update",
                parameters + 1,
                bounds.maxWord(),
                BigInteger.ZERO,
                Optional.of(new WeightSlot(bounds.maxWeight())),
                Sensitivity.ofParticipant(StrictMath.sqrt(update * update + weight * weight)),
                Bytes.EMPTY));
    }

    /**
     * One function for each network with its scaling that members start from. Round number, moments of the server, learning
     * rate and bounds are left out: two updates from one start say much the same of the rows, whatever their step.
     */
    @Override
    public DataFunction function(Bytes state) {
        TrainingState at = TrainingState.decode(state);
        if (at.finished()) {
            throw new IllegalArgumentException("state must have a query, but training is finished");
        }
        return DataFunction.ofState(NAME, at.network().encode());
    }

    @Override
    public Bytes advance(Bytes state, OpenedSum sum) {
        TrainingState at = TrainingState.decode(state);
        Query query = query(at)
                .orElseThrow(() -> new IllegalArgumentException("state must have a query, but training is finished"));
        sum.requireAnswers(query);
        long weight = sum.get(query.length() - 1);
        if (weight == 0) {
            return new TrainingState(at.plan(), at.scaler(), at.round() + 1, at.server()).encode();
        }
        double[] delta = new double[query.valueLength()];
        for (int k = 0; k < delta.length; k++) {
            delta[k] = at.plan().bounds().mean(sum.get(k), weight);
        }
        return new TrainingState(
                        at.plan(),
                        at.scaler(),
                        at.round() + 1,
                        at.plan().server().step(at.server(), delta))
                .encode();
    }

    @Override
    public Report report(Bytes state) {
        TrainingState at = TrainingState.decode(state);
        return Report.of(
                "round " + at.round() + " of " + at.plan().rounds(),
                Map.of("rounds", (double) at.round()),
                Map.of(OUTPUT, at.network().encode()));
    }
}
