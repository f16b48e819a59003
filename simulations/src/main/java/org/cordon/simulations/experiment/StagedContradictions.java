// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cordon.computation.trees.TreesPlan;
import org.cordon.member.Threshold;
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
        settings.model().staged().ifPresentOrElse(found::staged, found::training);
        found.trees();
        return found.problems;
    }

    /** A model that comes of a pipeline of sums has none of the settings of training by averaged updates. */
    private void staged(StagedModel model) {
        String name = "model." + model.computation();
        foreign(model)
                .forEach((place, value) -> refuse(
                        value.isPresent(),
                        place,
                        place + " must be left out with " + name + ", but was given",
                        "Leave it out, or use model.network"));
        model.rounds()
                .ifPresent(only -> refuse(
                        settings.rounds() != only,
                        "rounds",
                        "rounds must be " + only + " with " + name + ", but was " + settings.rounds(),
                        "Write rounds: " + only));
        refuse(
                settings.privacy().isPresent() && settings.exchangeCount() > Threshold.MAX_MEMBERS,
                "exchanges.count",
                "exchanges.count must be at most " + Threshold.MAX_MEMBERS
                        + " with privacy, as a consortium is, but was " + settings.exchangeCount(),
                "Write a smaller number, or leave privacy out");
        refuse(
                settings.data().source().classes() > 2 || !Contradictions.isLabelled(settings),
                name,
                "data must have labels 0 and 1 to judge " + name + ", but have others or none",
                "Use other data, or name the column in data.table.label");
    }

    private Map<String, Optional<?>> foreign(StagedModel model) {
        Map<String, Optional<?>> foreign = new LinkedHashMap<>();
        foreign.put("training", settings.training());
        foreign.put("trainer", settings.trainer());
        foreign.put("strategy", settings.strategy());
        foreign.put("bounds", settings.bounds());
        foreign.put("attack", settings.attack().filter(choice -> choice.none().isEmpty()));
        foreign.put("defence", settings.defence().filter(choice -> choice.none().isEmpty()));
        if (model.grows()) {
            foreign.put("evaluate.target", settings.evaluate().flatMap(Experiment.Evaluate::target));
        } else {
            foreign.put("evaluate", settings.evaluate());
        }
        Experiment.Scaling other =
                settings.model().trees().isPresent() ? Experiment.Scaling.QUANTILES : Experiment.Scaling.NONE;
        foreign.put("data.scaling", settings.data().scaling().filter(how -> how == other));
        Optional<Experiment.Exchanges> who = settings.exchanges();
        foreign.put(
                "exchanges.fraction",
                who.flatMap(Experiment.Exchanges::fraction).filter(f -> f < 1));
        foreign.put(
                "exchanges.availability",
                who.flatMap(Experiment.Exchanges::availability).filter(f -> f < 1));
        foreign.put("exchanges.stragglers", who.flatMap(Experiment.Exchanges::stragglers));
        return foreign;
    }

    private void training() {
        refuse(
                settings.privacy().isPresent(),
                "privacy",
                "privacy must be left out with this model, whose updates are opened without noise here, but was given",
                "Leave it out and sweep epsilon with cordon simulate privacy, or use model.trees");
        refuse(
                settings.training().isEmpty(),
                "training",
                "training must be given with this model, but was left out",
                "Write for example training: {epochs: 1, batchSize: 32, optimiser: sgd, learningRate: 0.1}");
    }

    private void trees() {
        refuse(
                settings.model().trees().isPresent() && settings.rounds() > TreesPlan.MAX_TREES,
                "rounds",
                "rounds must be in [1, " + TreesPlan.MAX_TREES + "] with model.trees, but was " + settings.rounds(),
                "Write fewer rounds, as each is a tree");
    }

    private void refuse(boolean holds, String place, String sentence, String mend) {
        if (holds) {
            problems.add(new Problem(lines.of(place), place, sentence, mend));
        }
    }
}
