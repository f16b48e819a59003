// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cordon.model.LocalOptimiser;
import org.cordon.model.NetworkKind;
import org.cordon.simulations.attack.LabelFlip;
import org.cordon.simulations.defence.Defence;
import org.cordon.simulations.partition.Partitions;
import org.cordon.simulations.source.TableFiles;
import org.cordon.yaml.Lines;
import org.cordon.yaml.Problem;

/** Sections that are right one by one and do not go together, as far as no row has to be read to see it. */
final class Contradictions {
    private static final double ATTACKERS = 0.2;

    private final Experiment settings;
    private final Lines lines;
    private final List<Problem> problems = new ArrayList<>();

    private Contradictions(Experiment settings, Lines lines) {
        this.settings = settings;
        this.lines = lines;
    }

    static List<Problem> of(Experiment settings, Lines lines) {
        Contradictions found = new Contradictions(settings, lines);
        found.data();
        found.partition();
        found.model();
        found.problems.addAll(StagedContradictions.of(settings, lines));
        found.trainer();
        found.rounds();
        found.attack();
        found.defence();
        return found.problems;
    }

    private void data() {
        Experiment.Data data = settings.data();
        boolean given = data.mnist().isPresent()
                || data.quadratics().isPresent()
                || data.threats().isPresent()
                || data.ledger().isPresent()
                || data.table().flatMap(TableFiles::test).isPresent();
        refuse(
                data.holdout().isEmpty() && !given,
                "data",
                "data.holdout must be random, time or group where the source has no test part, but was left out",
                "Write for example holdout: {random: {share: 0.25}}");
        refuse(
                data.holdout().isPresent()
                        && data.table().flatMap(TableFiles::test).isPresent(),
                "data.holdout",
                "data.holdout must be left out with data.table.test, but both were given",
                "Leave one of them out");
        refuse(
                data.table().isEmpty() && !data.columns().isEmpty(),
                "data",
                "holdout and partition must ask for no column where the source is no table, but ask for "
                        + data.columns(),
                "Use a rule that needs no column: random, iid, dirichlet by label, shards, quantity");
    }

    private void partition() {
        Experiment.Data data = settings.data();
        Optional<Integer> count = settings.exchanges().flatMap(Experiment.Exchanges::count);
        int natural = data.natural().orElse(settings.exchangeCount());
        refuse(
                data.partition().isEmpty()
                        && count.filter(n -> n != natural).isPresent()
                        && data.natural().isPresent(),
                "exchanges.count",
                "exchanges.count must be " + natural + " as the source says, or left out, but was " + count.orElse(0),
                "Leave it out, or spread the rows with data.partition");
        data.partition().ifPresent(choice -> {
            boolean byLabel = choice.shards().isPresent()
                    || choice.attackKind().isPresent()
                    || choice.dirichlet()
                            .filter(by -> by.by().equals(Partitions.LABEL))
                            .isPresent();
            refuse(
                    byLabel && !isLabelled(),
                    "data.partition",
                    "data.partition by label must go with rows that have labels, but they have none",
                    "Name the column in data.table.label, or use another partition");
            int alike = choice.shards().flatMap(Partitions.Shards::alike).orElse(0);
            refuse(
                    alike >= settings.exchangeCount(),
                    "data.partition.shards.alike",
                    "alike must be below the number of exchanges, " + settings.exchangeCount() + ", but was " + alike,
                    "Write a smaller number, or more exchanges");
        });
    }

    private boolean isLabelled() {
        return isLabelled(settings);
    }

    static boolean isLabelled(Experiment settings) {
        return settings.data().quadratics().isEmpty()
                && settings.data()
                        .table()
                        .filter(table -> table.label().isEmpty())
                        .isEmpty();
    }

    private void model() {
        int classes = settings.data().source().classes();
        refuse(
                settings.model().quadratic().isPresent()
                        && settings.data().quadratics().isEmpty(),
                "model.quadratic",
                "model.quadratic must go with data.quadratics, but went with another source",
                "Use model.network, or data.quadratics");
        settings.model().network().ifPresent(network -> {
            refuse(
                    network.kind() != NetworkKind.MLP_CLASSIFIER
                            && network.kind() != NetworkKind.SEQUENCE_CLASSIFIER
                            && settings.training()
                                    .filter(local -> !local.plan().loss().isPlain())
                                    .isPresent(),
                    "training",
                    "training must have no positiveWeight and no focalGamma unless model.network.kind is mlp_classifier or sequence_classifier, but has",
                    "Leave them out, or write kind: mlp_classifier");
            refuse(
                    network.kind() == NetworkKind.MLP_CLASSIFIER && classes > 2,
                    "model.network.kind",
                    "model.network.kind must be softmax_classifier for " + classes + " classes, but was mlp_classifier",
                    "Write kind: softmax_classifier");
            sequence(network);
            refuse(
                    network.kind() != NetworkKind.AUTOENCODER && !isLabelled(),
                    "model.network.kind",
                    "data must be labelled for a classifier, but is not",
                    "Name the column in data.table.label, or use an autoencoder");
        });
    }

    private void sequence(Experiment.Network network) {
        boolean isSequence = network.kind() == NetworkKind.SEQUENCE_CLASSIFIER;
        refuse(
                isSequence && settings.data().ledger().isEmpty(),
                "model.network.kind",
                "data must be a ledger with sequence_classifier, as other rows do not say whose they are, but is not",
                "Use data.ledger, or another kind");
        refuse(
                isSequence && settings.data().scaling().orElse(Experiment.Scaling.NONE) != Experiment.Scaling.QUANTILES,
                "data.scaling",
                "data.scaling must be quantiles with sequence_classifier, but is none",
                "Write scaling: quantiles");
        refuse(
                isSequence
                        && (settings.data().partition().isPresent()
                                || settings.data().holdout().isPresent()),
                "data",
                "data.partition and data.holdout must be left out with sequence_classifier, as an account's rows stay together and"
                        + " in order, but one was given",
                "Leave them out: a ledger has exchanges and a test of its own");
        refuse(
                isSequence && settings.trainer().isPresent(),
                "trainer",
                "trainer must be left out with sequence_classifier, as the protocol of programs knows dense networks only, but was given",
                "Leave trainer out, or use another kind");
    }

    private void trainer() {
        if (settings.trainer().isEmpty()) {
            return;
        }
        refuse(
                settings.model().network().isEmpty(),
                "trainer",
                "trainer must go with model.network, but went with another model",
                "Use model.network, or leave trainer out");
        refuse(
                settings.strategy()
                        .filter(choice ->
                                choice.scaffold().isPresent() || choice.ditto().isPresent())
                        .isPresent(),
                "trainer",
                "trainer must go with a strategy that leaves local steps alone but for the proximal term, but went with"
                        + " scaffold or ditto",
                "Use another strategy, or leave trainer out");
    }

    private void rounds() {
        refuse(
                settings.exchanges()
                                .flatMap(Experiment.Exchanges::stragglers)
                                .filter(slow -> slow.share() > 0 && slow.send() == Experiment.Sending.PARTIAL)
                                .isPresent()
                        && settings.training()
                                .filter(local -> local.epochs() == 1)
                                .isPresent(),
                "exchanges.stragglers",
                "exchanges.stragglers with send: partial must go with training.epochs above 1, as they leave out whole"
                        + " passes, but went with 1",
                "Write more epochs, leave out steps, or write send: nothing");
        refuse(
                settings.strategy().flatMap(Experiment.StrategyChoice::scaffold).isPresent()
                        && settings.training()
                                .filter(local -> local.optimiser() != LocalOptimiser.SGD)
                                .isPresent(),
                "strategy.scaffold",
                "strategy scaffold must go with training.optimiser sgd, as it takes what a step moved for a gradient, but went"
                        + " with another",
                "Write optimiser: sgd, or use another strategy");
    }

    private void attack() {
        Optional<Experiment.AttackChoice> attack =
                settings.attack().filter(choice -> choice.none().isEmpty());
        attack.ifPresent(choice -> {
            int exchanges = settings.exchangeCount();
            double share = choice.share().orElse(ATTACKERS);
            refuse(
                    Math.rint(share * exchanges) < 1,
                    "attack",
                    "attack.share must be at least one of " + exchanges + " exchanges, but was " + share
                            + ", which rounds to none",
                    "Write a share above " + 0.5 / exchanges + ", or attack: none");
            int classes = settings.data().source().classes();
            int flipped = choice.labelFlip().map(LabelFlip::classes).orElse(classes);
            refuse(
                    flipped != classes,
                    "attack.labelFlip.classes",
                    "attack.labelFlip.classes must be " + classes + ", those of the data, but was " + flipped,
                    "Write classes: " + classes);
            choice.modelReplacement()
                    .ifPresent(backdoor -> refuse(
                            backdoor.label() >= classes,
                            "attack.modelReplacement.label",
                            "attack.modelReplacement.label must be below " + classes
                                    + ", the classes of the data, but was " + backdoor.label(),
                            "Write a label from 0 to " + (classes - 1)));
            refuse(
                    (choice.labelFlip().isPresent() || choice.modelReplacement().isPresent()) && !isLabelled(),
                    "attack",
                    "attack labelFlip and modelReplacement must go with rows that have labels, but they have none",
                    "Name the column in data.table.label, or use another attack");
        });
    }

    private void defence() {
        settings.defence().ifPresent(choice -> {
            Optional<Defence> built = Stream.<Optional<? extends Defence>>of(
                            choice.mean(),
                            choice.normBound(),
                            choice.centredClipping(),
                            choice.krum(),
                            choice.median(),
                            choice.trimmedMean(),
                            choice.geometricMedian())
                    .flatMap(Optional::stream)
                    .map(Defence.class::cast)
                    .findFirst();
            refuse(
                    settings.secureSum().orElse(false)
                            && built.filter(defence -> !defence.isSumOnly()).isPresent(),
                    "secureSum",
                    "secureSum must be false with a defence that looks at single updates, but was true",
                    "Leave secureSum out, or use a defence that works on the sum: normBound, centredClipping with"
                            + " ownClipping");
            refuse(
                    choice.buckets().orElse(1) > 1
                            && built.filter(Defence::isSumOnly).isPresent(),
                    "defence.buckets",
                    "defence.buckets must be left out with a defence that works on the sum, but was "
                            + choice.buckets().orElse(1),
                    "Leave buckets out, or use a defence that looks at updates");
        });
    }

    private void refuse(boolean holds, String place, String sentence, String mend) {
        if (holds) {
            problems.add(new Problem(lines.of(place), place, sentence, mend));
        }
    }
}
