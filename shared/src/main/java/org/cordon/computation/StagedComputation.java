// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cordon.suite.Bytes;

/**
 * Runs computations one after another; what a stage puts out is input of all later ones. A charter usually asks for
 * scaling, then network, then evaluation.
 *
 * <p>A state is always at a stage that has a query, or at the end: stages without one are left at once.
 */
public final class StagedComputation implements FederatedComputation {
    public static final String NAME = "pipeline";

    private final Optional<Computations> given;

    /** Finds the computations of its stages with {@link Computations#installed()}. */
    public StagedComputation() {
        this.given = Optional.empty();
    }

    public StagedComputation(Computations computations) {
        this.given = Optional.of(computations);
    }

    /**
     * Where a pipeline stands: what private halves and displays need.
     *
     * @param stage index from 0
     * @param stages how many there are
     * @param label of the stage, from the charter
     * @param computation name of what runs in it
     * @param round sums this stage has had
     * @param inner state of that computation
     */
    public record Position(int stage, int stages, String label, String computation, int round, Bytes inner) {}

    /** The running stage; empty when all are done. */
    public static Optional<Position> position(Bytes state) {
        StagedState at = StagedState.decode(state);
        if (at.finished()) {
            return Optional.empty();
        }
        Stages.Stage stage = at.current();
        int stages = at.stages().list().size();
        return Optional.of(
                new Position(at.stage(), stages, stage.label(), stage.computation(), at.round(), at.inner()));
    }

    /**
     * Demands that a state is the first of a pipeline of exactly these computations with exactly these parameters: nothing of it but
     * the inputs, such as first parameters of a model, is free. So what a charter says of its stages is what the state does.
     *
     * @param parameters canonical, one for each computation
     */
    public void requireFirst(Bytes state, List<String> computations, List<Bytes> parameters) {
        StagedState given = StagedState.decode(state);
        List<Stages.Stage> list = given.stages().list();
        requireStages(state, computations);
        for (int i = 0; i < list.size(); i++) {
            if (!list.get(i).parameters().equals(parameters.get(i))) {
                throw new IllegalArgumentException("parameters of stage " + (i + 1)
                        + " of the state must be those of the" + " charter, but are others");
            }
        }
        Bytes first = start(given.stages().encode(), given.outputs());
        if (!first.equals(state)) {
            throw new IllegalArgumentException(
                    "state must be the first that its stages and inputs give, but is another");
        }
    }

    /** Demands that a state belongs to a pipeline of exactly these computations, in this order. */
    public static void requireStages(Bytes state, List<String> computations) {
        List<String> found = StagedState.decode(state).stages().list().stream()
                .map(Stages.Stage::computation)
                .toList();
        if (!found.equals(computations)) {
            throw new IllegalArgumentException(
                    "stages of the state must be those of the charter, " + computations + ", but were " + found);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Bytes start(Bytes parameters, Map<String, Bytes> inputs) {
        Stages stages = Stages.decode(parameters);
        Computations computations = computations();
        stages.list().forEach(stage -> computations.named(stage.computation()));
        return enter(computations, stages, 0, new TreeMap<>(), new TreeMap<>(inputs))
                .encode();
    }

    @Override
    public Optional<Query> query(Bytes state) {
        StagedState at = StagedState.decode(state);
        if (at.finished()) {
            return Optional.empty();
        }
        return computations().named(at.current().computation()).query(at.inner());
    }

    @Override
    public Bytes advance(Bytes state, OpenedSum sum) {
        StagedState at = StagedState.decode(state);
        if (at.finished()) {
            throw new IllegalArgumentException("state must have a query, but the pipeline is finished");
        }
        Computations computations = computations();
        FederatedComputation running = computations.named(at.current().computation());
        Bytes inner = running.advance(at.inner(), sum);
        return settle(
                        computations,
                        new StagedState(at.stages(), at.stage(), at.round() + 1, inner, at.figures(), at.outputs()))
                .encode();
    }

    /** That of the running stage, under the name of its own computation: the pipeline around it tells nothing of rows. */
    @Override
    public DataFunction function(Bytes state) {
        StagedState at = StagedState.decode(state);
        if (at.finished()) {
            throw new IllegalArgumentException("state must have a query, but the pipeline is finished");
        }
        return computations().named(at.current().computation()).function(at.inner());
    }

    @Override
    public Report report(Bytes state) {
        StagedState at = StagedState.decode(state);
        if (at.finished()) {
            return new Report("all " + at.stage() + " stages done", at.figures(), at.outputs());
        }
        Report inner = computations().named(at.current().computation()).report(at.inner());
        String summary = at.current().label() + " (stage " + (at.stage() + 1) + " of "
                + at.stages().list().size() + "): " + inner.summary();
        return new Report(summary, join(at, inner.figures()), at.outputs());
    }

    private static StagedState enter(
            Computations computations,
            Stages stages,
            int stage,
            SortedMap<String, Double> figures,
            SortedMap<String, Bytes> outputs) {
        if (stage == stages.list().size()) {
            return new StagedState(stages, stage, 0, Bytes.EMPTY, figures, outputs);
        }
        Stages.Stage next = stages.list().get(stage);
        Bytes inner = computations.named(next.computation()).start(next.parameters(), outputs);
        return settle(computations, new StagedState(stages, stage, 0, inner, figures, outputs));
    }

    /** Leaves the running stage if it has nothing more to ask. */
    private static StagedState settle(Computations computations, StagedState at) {
        FederatedComputation running = computations.named(at.current().computation());
        if (running.query(at.inner()).isPresent()) {
            return at;
        }
        Report report = running.report(at.inner());
        TreeMap<String, Bytes> outputs = new TreeMap<>(at.outputs());
        outputs.putAll(report.outputs());
        return enter(computations, at.stages(), at.stage() + 1, join(at, report.figures()), outputs);
    }

    private static SortedMap<String, Double> join(StagedState at, SortedMap<String, Double> figures) {
        TreeMap<String, Double> joined = new TreeMap<>(at.figures());
        figures.forEach((name, value) -> joined.put(at.current().label() + "/" + name, value));
        return joined;
    }

    private Computations computations() {
        return given.orElseGet(() -> Installed.COMPUTATIONS);
    }

    /** Looked up on first use: the pipeline itself is among them. */
    private static final class Installed {
        static final Computations COMPUTATIONS = Computations.installed();
    }
}
