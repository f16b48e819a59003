// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.laboratory;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.computation.network.UpdateBounds;
import org.cordon.model.NetworkSpec;
import org.cordon.participant.contribution.LocalTrainer;
import org.cordon.participant.data.Table;
import org.cordon.simulations.attack.Attack;
import org.cordon.simulations.defence.Bucketing;
import org.cordon.simulations.defence.Defence;
import org.cordon.simulations.engine.Selection;
import org.cordon.simulations.engine.Trial;
import org.cordon.simulations.experiment.Experiment;
import org.cordon.simulations.experiment.Run;
import org.cordon.simulations.experiment.Training;
import org.cordon.simulations.learner.ExternalLearner;
import org.cordon.simulations.learner.Learner;
import org.cordon.simulations.learner.NetworkLearner;
import org.cordon.simulations.learner.QuadraticLearner;
import org.cordon.simulations.learner.Stepping;
import org.cordon.simulations.plugin.Plugins;
import org.cordon.simulations.strategy.FedAveraging;
import org.cordon.simulations.strategy.Strategy;

/** Turns the settings of a run into what the engine plays. */
final class Wiring {
    private static final double CLIP_NORM = 1000;
    private static final int VALUE_BITS = 32;
    private static final double ATTACKERS = 0.2;

    private final Plugins plugins;
    private final Optional<LocalTrainer> external;

    Wiring(Plugins plugins) {
        this(plugins, Optional.empty());
    }

    /** @param external trains networks in the place of production's trainer */
    Wiring(Plugins plugins, Optional<LocalTrainer> external) {
        this.plugins = plugins;
        this.external = external;
    }

    Trial trial(Run run, Ground ground) {
        Experiment settings = run.settings();
        Optional<Defence> defence = settings.defence().flatMap(this::defence);
        if (settings.secureSum().orElse(false)
                && defence.filter(d -> !d.isSumOnly()).isPresent()) {
            throw unfit(
                    "secureSum must be false with a defence that looks at single updates, but was true",
                    "Leave secureSum out, or use a defence that works on the sum: normBound, centredClipping with ownClipping");
        }
        Trial.Method method = new Trial.Method(
                stepping(settings, learner(settings, ground)),
                settings.training().orElseThrow().plan(),
                settings.strategy().map(this::strategy).orElseGet(() -> new FedAveraging(1)),
                bounds(settings, ground),
                defence);
        return new Trial(
                run.seed(),
                settings.rounds(),
                method,
                new Trial.Crowd(selection(settings, ground.exchanges()), ground.rows()),
                settings.attack().flatMap(choice -> threat(choice, ground)),
                evaluation(settings, ground));
    }

    private static Learner stepping(Experiment settings, Learner learner) {
        return settings.training()
                .flatMap(Training::steps)
                .<Learner>map(steps -> new Stepping(learner, steps))
                .orElse(learner);
    }

    private Learner learner(Experiment settings, Ground ground) {
        Experiment.Model model = settings.model();
        int features = ground.table().features();
        if (model.quadratic().isPresent()) {
            return new QuadraticLearner(features / 2);
        }
        Experiment.Network network = model.network().orElseThrow();
        if (network.length().isEmpty()) {
            requireWhole(ground.table(), "to train on");
            requireWhole(ground.test(), "to test on");
        }
        NetworkSpec spec = network.spec(features / network.length().orElse(1), ground.classes());
        return external.<Learner>map(trainer -> new ExternalLearner(spec, trainer))
                .orElseGet(() -> new NetworkLearner(spec));
    }

    private static void requireWhole(Table rows, String role) {
        rows.firstMissing().ifPresent(at -> {
            throw unfit(
                    "data.scaling must be quantiles where a value is missing, but is none, and feature "
                            + rows.featureNames().get(at % rows.features()) + " has none in row "
                            + (at / rows.features() + 1) + " of those " + role,
                    "Write scaling: quantiles, which takes the median for it, or fill the column");
        });
    }

    private static UpdateBounds bounds(Experiment settings, Ground ground) {
        double clipNorm = settings.bounds().flatMap(Experiment.Bounds::clipNorm).orElse(CLIP_NORM);
        return new UpdateBounds(
                clipNorm,
                settings.bounds().flatMap(Experiment.Bounds::coordinateBound).orElse(Math.min(1, clipNorm)),
                settings.bounds().flatMap(Experiment.Bounds::valueBits).orElse(VALUE_BITS),
                settings.bounds().flatMap(Experiment.Bounds::maxWeight).orElse((long) Math.max(1, ground.largest())));
    }

    private static Selection selection(Experiment settings, int exchanges) {
        Optional<Experiment.Exchanges> who = settings.exchanges();
        Optional<Experiment.Stragglers> slow = who.flatMap(Experiment.Exchanges::stragglers);
        return new Selection(
                exchanges,
                who.flatMap(Experiment.Exchanges::fraction).orElse(1.0),
                who.flatMap(Experiment.Exchanges::availability).orElse(1.0),
                slow.map(Experiment.Stragglers::share).orElse(0.0),
                slow.filter(s -> s.send() == Experiment.Sending.PARTIAL).isPresent());
    }

    private static Trial.Evaluation evaluation(Experiment settings, Ground ground) {
        Optional<Experiment.Evaluate> how = settings.evaluate();
        Map<String, Double> target = new TreeMap<>();
        how.flatMap(Experiment.Evaluate::target).ifPresent(wanted -> {
            wanted.loss().ifPresent(value -> target.put("loss", value));
            wanted.accuracy().ifPresent(value -> target.put("accuracy", value));
            wanted.averagePrecision().ifPresent(value -> target.put("averagePrecision", value));
            wanted.rocAuc().ifPresent(value -> target.put("rocAuc", value));
        });
        return new Trial.Evaluation(
                ground.test(),
                how.flatMap(Experiment.Evaluate::every).orElse(1),
                target,
                how.flatMap(Experiment.Evaluate::stop).orElse(false));
    }

    private Strategy strategy(Experiment.StrategyChoice choice) {
        return Stream.<Optional<? extends Strategy>>of(
                        choice.fedavg(),
                        choice.fedprox(),
                        choice.fedadam(),
                        choice.fedyogi(),
                        choice.fedadagrad(),
                        choice.scaffold(),
                        choice.ditto(),
                        choice.workerMomentum())
                .flatMap(Optional::stream)
                .map(Strategy.class::cast)
                .findFirst()
                .orElseGet(() -> plugins.named(choice.plugin().orElseThrow(), Strategy.class));
    }

    private Optional<Trial.Threat> threat(Experiment.AttackChoice choice, Ground ground) {
        if (choice.none().isPresent()) {
            return Optional.empty();
        }
        int features = ground.table().features();
        choice.modelReplacement()
                .filter(backdoor -> backdoor.feature() >= features)
                .ifPresent(backdoor -> {
                    throw unfit(
                            "attack.modelReplacement.feature must be below " + features
                                    + ", the features of the data, but was " + backdoor.feature(),
                            "Write the index of a feature, from 0");
                });
        Attack attack = Stream.<Optional<? extends Attack>>of(
                        choice.signFlip(),
                        choice.labelFlip(),
                        choice.alie(),
                        choice.ipm(),
                        choice.mimic(),
                        choice.modelReplacement(),
                        choice.freeRider(),
                        choice.noise())
                .flatMap(Optional::stream)
                .map(Attack.class::cast)
                .findFirst()
                .orElseGet(() -> plugins.named(choice.plugin().orElseThrow(), Attack.class));
        return Optional.of(new Trial.Threat(attack, choice.share().orElse(ATTACKERS)));
    }

    private Optional<Defence> defence(Experiment.DefenceChoice choice) {
        if (choice.none().isPresent()) {
            return Optional.empty();
        }
        Defence defence = Stream.<Optional<? extends Defence>>of(
                        choice.mean(),
                        choice.normBound(),
                        choice.centredClipping(),
                        choice.krum(),
                        choice.median(),
                        choice.trimmedMean(),
                        choice.geometricMedian())
                .flatMap(Optional::stream)
                .map(Defence.class::cast)
                .findFirst()
                .orElseGet(() -> plugins.named(choice.plugin().orElseThrow(), Defence.class));
        int buckets = choice.buckets().orElse(1);
        return Optional.of(buckets > 1 ? new Bucketing(buckets, defence) : defence);
    }

    private static CommandFailure unfit(String sentence, String mend) {
        return new CommandFailure(ExitCode.UNREADABLE_INPUT, sentence, mend);
    }
}
