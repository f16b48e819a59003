// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.experiment;

import static java.util.Map.entry;

import java.util.Map;
import org.cordon.yaml.Field;

/** What the keys about how updates are trained and averaged mean; a part of {@link ExperimentFields}. */
final class StrategyFields {
    static final Map<String, Field> TABLE = Map.ofEntries(
            entry("Training.epochs", Field.free("Passes over the rows between two sums.", "1")),
            entry(
                    "Training.steps",
                    Field.free(
                            "So many steps between two sums, however many rows there are, in the place of passes; goes with epochs: 1.",
                            "100")),
            entry(
                    "Training.positiveWeight",
                    Field.free(
                            "What a row with label 1 counts, one with label 0 counts 1; 1 where it is left out.",
                            "10")),
            entry(
                    "Training.focalGamma",
                    Field.free("How much less rows count that are told apart already; 0 where it is left out.", "2")),
            entry("Training.batchSize", Field.free("Rows of a step.", "32")),
            entry("Training.optimiser", Field.free("Of the local steps; its state starts afresh every round.", "sgd")),
            entry("Training.learningRate", Field.free("Of the local steps.", "0.1")),
            entry(
                    "StrategyChoice.fedavg",
                    Field.free("The mean update, times a rate (McMahan et al. 2017).", "{learningRate: 1}")),
            entry(
                    "StrategyChoice.fedprox",
                    Field.free("A pull towards the model an exchange started from (Li et al. 2020).", "{mu: 1}")),
            entry(
                    "StrategyChoice.fedadam",
                    Field.free(
                            "Adam on the mean update (Reddi et al. 2021).",
                            "{learningRate: 0.02, beta1: 0.9, beta2: 0.99, tau: 0.001}")),
            entry(
                    "StrategyChoice.fedyogi",
                    Field.free(
                            "Yogi on the mean update (Reddi et al. 2021).",
                            "{learningRate: 0.02, beta1: 0.9, beta2: 0.99, tau: 0.001}")),
            entry(
                    "StrategyChoice.fedadagrad",
                    Field.free(
                            "Adagrad on the mean update (Reddi et al. 2021).",
                            "{learningRate: 0.02, beta1: 0, tau: 0.001}")),
            entry(
                    "StrategyChoice.scaffold",
                    Field.free("Control variates (Karimireddy et al. 2020).", "{learningRate: 1}")),
            entry(
                    "StrategyChoice.ditto",
                    Field.free(
                            "A model of each exchange's own beside the shared one (Li et al. 2021).", "{lambda: 0.1}")),
            entry(
                    "StrategyChoice.workerMomentum",
                    Field.free(
                            "Averaging of updates that each exchange smooths over its rounds (Karimireddy et al. 2021).",
                            "{learningRate: 1, momentum: 0.9}")),
            entry("StrategyChoice.plugin", Field.free("Class of a plugin that is a Strategy.", "MyStrategy")),
            entry(
                    "FedAveraging.learningRate",
                    Field.free("Factor on the mean update; 1, plain averaging, where it is left out.", "1")),
            entry("FedProx.mu", Field.free("Strength of the pull, 0 to 1,000; 0 is averaging.", "1")),
            entry("Scaffold.learningRate", Field.free("Factor on the mean update; 1 where it is left out.", "1")),
            entry("Ditto.lambda", Field.free("Strength of the pull towards the shared model.", "0.1")),
            entry("WorkerMomentum.learningRate", Field.free("Factor on the mean update.", "1")),
            entry("WorkerMomentum.momentum", Field.free("Share of what was sent before, 0 to below 1.", "0.9")),
            entry("FedAdam.learningRate", Field.free("Factor on the step.", "0.02")),
            entry("FedAdam.beta1", Field.free("Decay of the first moment.", "0.9")),
            entry("FedAdam.beta2", Field.free("Decay of the second moment.", "0.99")),
            entry("FedAdam.tau", Field.free("How adaptive the step is; larger is less.", "0.001")),
            entry("FedYogi.learningRate", Field.free("Factor on the step.", "0.02")),
            entry("FedYogi.beta1", Field.free("Decay of the first moment.", "0.9")),
            entry("FedYogi.beta2", Field.free("Decay of the second moment.", "0.99")),
            entry("FedYogi.tau", Field.free("How adaptive the step is; larger is less.", "0.001")),
            entry("FedAdagrad.learningRate", Field.free("Factor on the step.", "0.02")),
            entry("FedAdagrad.beta1", Field.free("Decay of the first moment.", "0.9")),
            entry("FedAdagrad.tau", Field.free("How adaptive the step is; larger is less.", "0.001")));

    private StrategyFields() {}
}
