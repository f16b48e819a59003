// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.fit;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.cordon.computation.DataFunction;
import org.cordon.computation.Detector;
import org.cordon.computation.FederatedComputation;
import org.cordon.computation.OpenedSum;
import org.cordon.computation.PrivacyPromise;
import org.cordon.computation.Query;
import org.cordon.computation.Report;
import org.cordon.computation.Sensitivity;
import org.cordon.computation.scaling.Scaler;
import org.cordon.computation.scaling.Scaling;
import org.cordon.suite.Bytes;

/**
 * Fits a model by secure sums of what each row adds; what the models themselves are is said by their {@link FitPlan}.
 *
 * <p>Parameters: the plan. Input: {@value Scaling#OUTPUT}. State: {@link FitState}.
 *
 * <p><b>Guarantees.</b> The sensitivity is exact. All sums of all these models, and of scaling, are one function ({@link
 * DataFunction}): they add up the same rows again, and the words of one are often words of another.
 *
 * <p><b>Does not check</b> that rows were scaled; the private half does that.
 */
public abstract class ModelFitting implements FederatedComputation {
    private final String name;
    private final Function<Bytes, FitPlan> plans;

    /**
     * A computation of this name.
     *
     * @param plans decodes parameters; anything malformed is an {@link IllegalArgumentException}
     */
    protected ModelFitting(String name, Function<Bytes, FitPlan> plans) {
        this.name = name;
        this.plans = plans;
    }

    @Override
    public final String name() {
        return name;
    }

    /** Reads parameters of this computation. */
    public final FitPlan plan(Bytes parameters) {
        return plans.apply(parameters);
    }

    /** Reads a state of this computation. */
    public final FitState state(Bytes encoded) {
        return FitState.decode(encoded, plans);
    }

    /** Reads what this computation puts out. */
    public final FittedModel model(Bytes encoded) {
        return FittedModel.decode(encoded, name, plans);
    }

    @Override
    public final Bytes start(Bytes parameters, Map<String, Bytes> inputs) {
        FitPlan plan = plans.apply(parameters);
        Bytes scaler = inputs.get(Scaling.OUTPUT);
        if (scaler == null) {
            throw new IllegalArgumentException("input scaler must be given, but was not: put scaling before " + name);
        }
        return FitState.first(plan, Scaler.decode(scaler)).encode();
    }

    @Override
    public final DataFunction function(Bytes state) {
        if (query(state).isEmpty()) {
            throw new IllegalArgumentException("state must have a query, but " + name + " is finished");
        }
        return DataFunction.ofFullData(Scaling.NAME);
    }

    @Override
    public final Optional<PrivacyPromise> promise(Bytes parameters) {
        FitPlan plan = plans.apply(parameters);
        return plan.terms().promise(plan.parts(), plan.cells());
    }

    @Override
    public final Optional<Query> query(Bytes state) {
        return query(state(state));
    }

    private static Optional<Query> query(FitState at) {
        if (at.finished()) {
            return Optional.empty();
        }
        FitPlan plan = at.plan();
        Query query = Query.of(
                plan.statistic(),
                plan.length(),
                plan.terms().maxRows() * FitTerms.UNITS,
                Sensitivity.ofRecord(FitTerms.UNITS * StrictMath.sqrt(plan.parts())));
        return Optional.of(plan.terms().release(plan.parts()).map(query::under).orElse(query));
    }

    @Override
    public final Bytes advance(Bytes state, OpenedSum sum) {
        FitState at = state(state);
        Query query = query(at)
                .orElseThrow(
                        () -> new IllegalArgumentException("state must have a query, but " + name + " is finished"));
        return at.advance(sum.requireAnswers(query).toArray()).encode();
    }

    @Override
    public final Optional<Detector> detector(Bytes output) {
        return Optional.of(new FittedDetector(model(output)));
    }

    @Override
    public final Report report(Bytes state) {
        FitState at = state(state);
        Map<String, Double> figures = Map.of("rounds", (double) at.round());
        if (!at.finished()) {
            return Report.of("sum " + (at.round() + 1) + " of " + at.plan().rounds(), figures, Map.of());
        }
        return Report.of(
                "fitted by " + at.round() + (at.round() == 1 ? " sum" : " sums"),
                figures,
                Map.of(name, new FittedModel(name, at.plan(), at.scaler(), at.values()).encode()));
    }
}
