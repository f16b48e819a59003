// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cordon.computation.trees.TreesPlan;
import org.cordon.simulations.staged.StagedModel;
import org.cordon.yaml.Lines;
import org.cordon.yaml.Problem;

/** Settings that do not go with a model that comes of a pipeline of sums, and what the others need. */
final class StagedContradictions {
    private final Experiment settings;
    private final Lines lines;
    private final List<Problem> problems = new ArrayList<>();

    private StagedContradictions(Experiment settings, Lines lines) {
        this.settings = settings;
        this.lines = lines;
    }

    static List<Problem> of(Experiment settings, Lines lines) {
        StagedContradictions found = new StagedContradictions(settings, lines);
        found.staged();
        found.training();
        found.trees();
        return found.problems;
    }

    /** A model that comes of a pipeline of sums has none of the settings of training by averaged updates. */
    private void staged() {
        Optional<StagedModel> staged = settings.model().staged();
        staged.ifPresent(model -> {
            foreign()
                    .forEach((place, value) -> refuse(
                            value.isPresent(),
                            place,
                            place + " must be left out with model." + model.computation()
                                    + ", which everybody's sums give, but was given",
                            "Leave it out, or use model.network"));
            model.sums()
                    .ifPresent(sums -> refuse(
                            settings.rounds() != sums,
                            "rounds",
                            "rounds must be " + sums + " with model." + model.computation() + ", but was "
                                    + settings.rounds(),
                            "Write rounds: " + sums));
            refuse(
                    settings.data().source().classes() > 2 || !Contradictions.isLabelled(settings),
                    "model." + model.computation(),
                    "data must have labels 0 and 1 to judge model." + model.computation() + ", but have others or none",
                    "Use other data, or model.network");
        });
    }

    private Map<String, Optional<?>> foreign() {
        Map<String, Optional<?>> foreign = new LinkedHashMap<>();
        foreign.put("training", settings.training());
        foreign.put("trainer", settings.trainer());
        foreign.put("strategy", settings.strategy());
        foreign.put("bounds", settings.bounds());
        foreign.put("attack", settings.attack());
        foreign.put("defence", settings.defence());
        foreign.put("evaluate", settings.evaluate());
        foreign.put("data.scaling", settings.data().scaling().filter(how -> how == Experiment.Scaling.NONE));
        Optional<Experiment.Exchanges> who = settings.exchanges();
        foreign.put("exchanges.fraction", who.flatMap(Experiment.Exchanges::fraction));
        foreign.put("exchanges.availability", who.flatMap(Experiment.Exchanges::availability));
        foreign.put("exchanges.stragglers", who.flatMap(Experiment.Exchanges::stragglers));
        return foreign;
    }

    private void training() {
        boolean trees = settings.model().trees().isPresent();
        refuse(
                settings.model().staged().isEmpty() && settings.training().isPresent() == trees,
                "training",
                trees
                        ? "training must be left out with model.trees, but was given"
                        : "training must be given with this model, but was left out",
                trees
                        ? "Leave it out; the rate of trees is model.trees.learningRate"
                        : "Write for example training: {epochs: 1, batchSize: 32, optimiser: sgd, learningRate: 0.1}");
    }

    /** Trees are grown by everybody in every sum. */
    private void trees() {
        if (settings.model().trees().isEmpty()) {
            return;
        }
        Map<String, Boolean> others = new LinkedHashMap<>();
        others.put("strategy", settings.strategy().isPresent());
        others.put("bounds", settings.bounds().isPresent());
        others.put(
                "attack",
                settings.attack().filter(choice -> choice.none().isEmpty()).isPresent());
        others.put(
                "defence",
                settings.defence().filter(choice -> choice.none().isEmpty()).isPresent());
        others.put(
                "evaluate.target",
                settings.evaluate().flatMap(Experiment.Evaluate::target).isPresent());
        others.put(
                "exchanges.fraction",
                settings.exchanges()
                        .flatMap(Experiment.Exchanges::fraction)
                        .filter(f -> f < 1)
                        .isPresent());
        others.put(
                "exchanges.availability",
                settings.exchanges()
                        .flatMap(Experiment.Exchanges::availability)
                        .filter(f -> f < 1)
                        .isPresent());
        others.put(
                "exchanges.stragglers",
                settings.exchanges().flatMap(Experiment.Exchanges::stragglers).isPresent());
        others.put(
                "data.scaling",
                settings.data()
                        .scaling()
                        .filter(s -> s != Experiment.Scaling.NONE)
                        .isPresent());
        others.forEach((place, given) -> refuse(
                given,
                place,
                place + " must be left out with model.trees, but was given",
                "Leave it out, or use model.network"));
        refuse(
                settings.rounds() > TreesPlan.MAX_TREES,
                "rounds",
                "rounds must be in [1, " + TreesPlan.MAX_TREES + "] with model.trees, but was " + settings.rounds(),
                "Write fewer rounds, as each is a tree");
        refuse(
                !Contradictions.isLabelled(settings) || settings.data().source().classes() > 2,
                "model.trees",
                "data must have labels of 0 and 1 for trees, but has not",
                "Name the column in data.table.label, or use another model");
    }

    private void refuse(boolean holds, String place, String sentence, String mend) {
        if (holds) {
            problems.add(new Problem(lines.of(place), place, sentence, mend));
        }
    }
}
