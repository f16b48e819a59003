// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.detection;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.computation.trees.TreesPlan;

/** What {@code --model} can name, with settings that suit it where the command line says nothing else. */
enum DetectionModel {
    MLP("mlp_classifier", "[32, 16]", 0.3),
    LOGISTIC("mlp_classifier", "[]", 0.05),
    AUTOENCODER("autoencoder", "[16, 8, 16]", 0.05),
    TREES("trees", 100),
    KMEANS("clusters", 10),
    MAHALANOBIS("components", 1),
    KERNEL("kernel", 1),
    OCSVM("oneclass", 60),
    FOREST("forest", 1),
    SVDD("svdd", 60),
    SEQUENCE("sequence_classifier", "[16]", 0.3, 100);

    private static final int NETWORK_ROUNDS = 60;
    private static final int LENGTH = 8;
    private static final int SEQUENCE_BATCH = 32;
    private static final int DEPTH = 4;
    private static final double SHRINKAGE = 0.1;
    private static final int NOISY_TREES = 40;
    private static final int NOISY_DEPTH = 2;
    private static final double NOISY_SHRINKAGE = 0.3;

    private final String kind;
    private final String hidden;
    private final double learningRate;
    private final int rounds;

    DetectionModel(String kind, String hidden, double learningRate) {
        this(kind, hidden, learningRate, NETWORK_ROUNDS);
    }

    DetectionModel(String kind, String hidden, double learningRate, int rounds) {
        this.kind = kind;
        this.hidden = hidden;
        this.learningRate = learningRate;
        this.rounds = rounds;
    }

    /** One that comes of so many sums of what rows add. */
    DetectionModel(String kind, int rounds) {
        this(kind, "", 0, rounds);
    }

    static DetectionModel named(String name) {
        return Arrays.stream(values())
                .filter(model -> model.word().equals(name))
                .findFirst()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE,
                        "--model must be one of " + names() + ", but was " + name,
                        "Name one of them, or leave --model out for " + MLP.word()));
    }

    private static String names() {
        return Arrays.stream(values()).map(DetectionModel::word).collect(Collectors.joining(", "));
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Sums of a training where the command line does not say. */
    int rounds(boolean underNoise) {
        return this == TREES && underNoise ? NOISY_TREES : rounds;
    }

    private boolean isNetwork() {
        return !hidden.isEmpty();
    }

    /**
     * The sections of an experiment that say what is learnt and how.
     *
     * @param usual settings of trees in place of this model's own
     */
    String sections(DetectionExperiment.Training asked, Optional<TreesPlan> usual) {
        if (!isNetwork()) {
            requireNone("--hidden", asked.hidden());
            requireNone("--epochs", asked.epochs());
            requireNone("--batch-size", asked.batchSize());
            requireNone("--length", asked.length());
            if (this == TREES) {
                return asked.epsilon().isPresent() ? noisyTrees(asked) : trees(asked, usual);
            }
            requireNone("--depth", asked.depth());
            requireNone("--learning-rate", asked.learningRate());
            return "model: {" + kind + ": {}}\n";
        }
        requireNone("--depth", asked.depth());
        if (asked.epsilon().isPresent()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--epsilon must be left out with --model " + word() + ", a network, but was given",
                    "Leave --epsilon out, and ask cordon simulate privacy for networks");
        }
        if (this != SEQUENCE) {
            requireNone("--length", asked.length());
        }
        if (this == LOGISTIC && asked.hidden().isPresent()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--hidden must be left out with --model logistic, which has no hidden layers, but was given",
                    "Leave --hidden out, or use --model mlp");
        }
        return "model: {network: {kind: " + kind + ", hidden: "
                + asked.hidden().map(List::toString).orElse(hidden)
                + (this == SEQUENCE ? ", length: " + asked.length().orElse(LENGTH) : "") + "}}\n"
                + "training: {epochs: " + asked.epochs().orElse(1)
                + ", batchSize: "
                + asked.batchSize().orElse(this == SEQUENCE ? SEQUENCE_BATCH : DetectionExperiment.BATCH_SIZE)
                + ", optimiser: sgd, learningRate: "
                + asked.learningRate().orElse(learningRate) + "}\n"
                + """
                strategy: {fedadam: {learningRate: 0.02, beta1: 0.9, beta2: 0.99, tau: 0.001}}
                bounds: {clipNorm: 10, coordinateBound: 1, valueBits: 24}
                evaluate: {every: 10}
                """;
    }

    /** Few columns and bins: chosen on made-up rows (docs/trees.md). */
    private static String noisyTrees(DetectionExperiment.Training asked) {
        return "model: {trees: {depth: " + asked.depth().orElse(NOISY_DEPTH) + ", learningRate: "
                + asked.learningRate().orElse(NOISY_SHRINKAGE)
                + ", columnShare: 0.1, bins: 8}}\nevaluate: {every: 10}\n";
    }

    private static String trees(DetectionExperiment.Training asked, Optional<TreesPlan> usual) {
        int depth = asked.depth().or(() -> usual.map(TreesPlan::depth)).orElse(DEPTH);
        double rate = asked.learningRate()
                .or(() -> usual.map(plan -> plan.growth().learningRate()))
                .orElse(SHRINKAGE);
        double share = usual.map(plan -> plan.columns().share()).orElse(1.0);
        return "model: {trees: {depth: " + depth + ", learningRate: " + rate + ", columnShare: " + share
                + usual.map(plan -> ", lambda: " + plan.growth().lambda() + ", minChildWeight: "
                                + plan.growth().minChildWeight() + ", gamma: "
                                + plan.growth().gamma() + ", positiveWeight: " + plan.positiveWeight())
                        .orElse("")
                + "}}\nevaluate: {every: 10}\n";
    }

    private void requireNone(String option, Optional<?> value) {
        if (value.isPresent()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    option + " must be left out with --model " + word() + ", but was given",
                    "Leave " + option + " out");
        }
    }
}
