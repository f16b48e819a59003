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

/** What {@code --model} can name, with settings that suit it where the command line says nothing else. */
enum DetectionModel {
    MLP("mlp_classifier", "[32, 16]", 0.3),
    LOGISTIC("mlp_classifier", "[]", 0.05),
    AUTOENCODER("autoencoder", "[16, 8, 16]", 0.05),
    TREES("", "[]", 0.1);

    private static final int DEPTH = 4;
    private static final int BATCH_SIZE = 64;

    private final String kind;
    private final String hidden;
    private final double learningRate;

    DetectionModel(String kind, String hidden, double learningRate) {
        this.kind = kind;
        this.hidden = hidden;
        this.learningRate = learningRate;
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

    /** Sums of a training; trees, where these are learnt. */
    int rounds() {
        return this == TREES ? 100 : 60;
    }

    /** What the model, the training and the coordinator are, as lines of an experiment. */
    String sections(DetectionExperiment.Training training) {
        double rate = training.learningRate().orElse(learningRate);
        if (this == TREES) {
            refuse(training.hidden(), "--hidden");
            refuse(training.epochs(), "--epochs");
            refuse(training.batchSize(), "--batch-size");
            return "model: {trees: {depth: " + training.depth().orElse(DEPTH) + ", learningRate: " + rate + "}}\n";
        }
        refuse(training.depth(), "--depth");
        return "model: " + section(training.hidden()) + "\n"
                + "training: {epochs: " + training.epochs().orElse(1)
                + ", batchSize: " + training.batchSize().orElse(BATCH_SIZE)
                + ", optimiser: sgd, learningRate: " + rate + "}\n"
                + """
                strategy: {fedadam: {learningRate: 0.02, beta1: 0.9, beta2: 0.99, tau: 0.001}}
                bounds: {clipNorm: 10, coordinateBound: 1, valueBits: 24}
                """;
    }

    private void refuse(Optional<?> given, String option) {
        if (given.isPresent()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    option + " must be left out with --model " + word() + ", but was given",
                    "Leave " + option + " out");
        }
    }

    private String section(Optional<List<Integer>> widths) {
        if (this == LOGISTIC && widths.isPresent()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--hidden must be left out with --model logistic, which has no hidden layers, but was given",
                    "Leave --hidden out, or use --model mlp");
        }
        return "{network: {kind: " + kind + ", hidden: "
                + widths.map(List::toString).orElse(hidden) + "}}";
    }
}
