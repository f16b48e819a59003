// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.network;

import java.util.Map;
import java.util.Optional;
import org.cordon.computation.DataFunction;
import org.cordon.computation.Detector;
import org.cordon.computation.FederatedComputation;
import org.cordon.computation.OpenedSum;
import org.cordon.computation.PrivacyPromise;
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
 * Trains a network by rounds of weighted updates, or by single steps with differential privacy; puts out a {@link TrainedNetwork} as {@value #OUTPUT}.
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
        return TrainingState.first(plan, Scaler.decode(scaler), plan.server().start(first))
                .encode();
    }

    @Override
    public Optional<PrivacyPromise> promise(Bytes parameters) {
        TrainingPlan plan = TrainingPlan.decode(parameters);
        return plan.work() instanceof PrivateSgd steps
                ? Optional.of(steps.promise(plan.spec().parameterCount(), plan.rounds()))
                : Optional.empty();
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
        return Optional.of(
                state.plan().work() instanceof LocalWork.Averaging averaging
                        ? ofUpdate(parameters, averaging.bounds())
                        : ofGradients(parameters, (PrivateSgd) state.plan().work()));
    }

    private static Query ofGradients(int parameters, PrivateSgd steps) {
        return Query.of(
                        "clipped gradients",
                        steps.adaptive().isPresent() ? parameters + 1 : parameters,
                        steps.maxWord(),
                        Sensitivity.ofUnit(
                                StrictMath.sqrt((double) steps.release().sensitivitySquared())))
                .under(steps.release());
    }

    private static Query ofUpdate(int parameters, UpdateBounds bounds) {
        double update = bounds.scale() * bounds.clipNorm() + StrictMath.sqrt(parameters) / 2;
        double weight = bounds.maxWeight();
        return new Query(
                "network update",
                parameters + 1,
                bounds.maxWord(),
                Optional.of(new WeightSlot(bounds.maxWeight())),
                Sensitivity.ofParticipant(StrictMath.sqrt(update * update + weight * weight)),
                Optional.empty(),
                Bytes.EMPTY);
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
        TrainingState next = at.plan().work() instanceof LocalWork.Averaging averaging
                ? averaged(at, sum, averaging.bounds())
                : descended(at, sum, (PrivateSgd) at.plan().work());
        return next.encode();
    }

    private static TrainingState averaged(TrainingState at, OpenedSum sum, UpdateBounds bounds) {
        long weight = sum.get(sum.length() - 1);
        if (weight == 0) {
            return at.then(at.server(), Optional.empty());
        }
        double[] delta = new double[sum.length() - 1];
        for (int k = 0; k < delta.length; k++) {
            delta[k] = bounds.mean(sum.get(k), weight);
        }
        return at.then(at.plan().server().step(at.server(), delta), Optional.empty());
    }

    private static TrainingState descended(TrainingState at, OpenedSum sum, PrivateSgd steps) {
        double bound = at.clipNorm().orElse(steps.clipNorm());
        double[] delta = new double[at.plan().spec().parameterCount()];
        for (int k = 0; k < delta.length; k++) {
            delta[k] = -steps.mean(sum.get(k), bound);
        }
        return at.then(
                at.plan().server().step(at.server(), delta),
                at.clipNorm().map(any -> steps.adapted(bound, sum.get(sum.length() - 1))));
    }

    @Override
    public Optional<Detector> detector(Bytes output) {
        return Optional.of(TrainedNetwork.decode(output).detector());
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
