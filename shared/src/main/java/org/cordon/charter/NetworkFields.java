// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.charter;

import static java.util.Map.entry;

import java.util.Map;
import org.cordon.model.NetworkSpec;
import org.cordon.yaml.Field;
import org.cordon.yaml.Field.Real;
import org.cordon.yaml.Field.Several;
import org.cordon.yaml.Field.Whole;

/** What the keys of scaling and of networks mean and take; a part of {@link Fields}. */
final class NetworkFields {
    static final Map<String, Field> TABLE = Map.ofEntries(
            entry("StageFile.scaling", Field.free("Scaling by secure quantile counts.", "{maxRows: 100000}")),
            entry("StageFile.network", Field.free("Training of a network; scaling comes before it.", "{rounds: 3}")),
            entry(
                    "ScalingFile.maxRows",
                    new Field("Public cap on an exchange's rows.", "100000", new Whole(1, Fields.MOST_ROWS))),
            entry(
                    "ScalingFile.coarseBins",
                    new Field(
                            "Bins of the coarse pass, an even number; 256 where it is left out.",
                            "256",
                            new Whole(2, 4096))),
            entry(
                    "ScalingFile.zoomBins",
                    new Field("Bins of a zoom pass; 64 where it is left out.", "64", new Whole(2, 1024))),
            entry("ScalingFile.zooms", new Field("Zoom passes; 2 where it is left out.", "2", new Whole(1, 4))),
            entry("ScalingFile.noiseMultiplierMicro", Fields.noise()),
            entry(
                    "NetworkFile.dpSgd",
                    Field.free(
                            "Steps with differential privacy, one a sum; in place of local and clip.",
                            "{samplingRate: 0.02, units: 50000, maxUnits: 20000}")),
            entry(
                    "DpSgdFile.samplingRate",
                    new Field("Chance of a unit to take part in a step.", "0.02", new Real(0, false, 1, false))),
            entry(
                    "DpSgdFile.units",
                    new Field("Units of all exchanges together, about.", "50000", new Whole(1, Fields.MOST_ROWS))),
            entry(
                    "DpSgdFile.maxUnits",
                    new Field("Units of one exchange, at the most.", "20000", new Whole(1, Integer.MAX_VALUE))),
            entry(
                    "DpSgdFile.positiveWeight",
                    new Field(
                            "What a row with label 1 counts before the clip, one with label 0 counts 1; 1 where it is left out.",
                            "10",
                            new Real(0.0001, true, 10_000, true))),
            entry(
                    "DpSgdFile.focalGamma",
                    new Field(
                            "How much less rows count that are told apart already (focal loss); 0 where it is left out.",
                            "2",
                            new Real(0, true, 5, true))),
            entry("DpSgdFile.noiseMultiplierMicro", Fields.noise()),
            entry(
                    "NetworkFile.architecture",
                    Field.free("Shape of the network.", "{kind: mlp_classifier, activation: relu, layers: [8]}")),
            entry(
                    "NetworkFile.local",
                    Field.free(
                            "What participants do between two sums.",
                            "{epochs: 1, batchSize: 32, optimiser: sgd, learningRate: 0.1}")),
            entry(
                    "NetworkFile.server",
                    Field.free(
                            "The step on the mean update: average, adam, yogi or adagrad.",
                            "{average: {learningRate: 1}}")),
            entry(
                    "NetworkFile.clip",
                    Field.free(
                            "Public bounds on an update.",
                            "{clipNorm: 10, coordinateBound: 1, valueBits: 16, maxWeight: 1000}")),
            entry("NetworkFile.rounds", new Field("Sums of this stage.", "3", new Whole(1, 100_000))),
            entry(
                    "NetworkFile.holdoutPerMille",
                    new Field("Rows of a thousand that are kept out of training.", "200", new Whole(0, 900))),
            entry(
                    "NetworkFile.seed",
                    new Field("Public seed of the first parameters.", "1", new Whole(Long.MIN_VALUE, Long.MAX_VALUE))),
            entry("Architecture.kind", Field.free("What is learnt.", "mlp_classifier")),
            entry("Architecture.activation", Field.free("What a hidden layer applies.", "relu")),
            entry(
                    "Architecture.layers",
                    new Field("Widths of the hidden layers.", "[8]", new Several(0, 7, new Whole(1, 4096)))),
            entry(
                    "Architecture.length",
                    new Field(
                            "Rows of a customer that a sequence_classifier looks at; left out for other kinds.",
                            "16",
                            new Whole(2, NetworkSpec.MAX_LENGTH))),
            entry("Local.epochs", new Field("Passes over the rows.", "1", new Whole(1, 1000))),
            entry("Local.batchSize", new Field("Rows of a step.", "32", new Whole(1, 65_536))),
            entry("Local.optimiser", Field.free("Of the local steps.", "sgd")),
            entry("Local.learningRate", new Field("Of the local steps.", "0.1", new Real(0, false, 10, true))),
            entry(
                    "Local.proximal",
                    new Field(
                            "Mu of FedProx, the pull towards the round's start; 0 where it is left out.",
                            "0.1",
                            new Real(0, true, 1000, true))),
            entry(
                    "Local.positiveWeight",
                    new Field(
                            "What a row with label 1 counts, one with label 0 counts 1; 1 where it is left out.",
                            "10",
                            new Real(0.0001, true, 10_000, true))),
            entry(
                    "Local.focalGamma",
                    new Field(
                            "How much less rows count that are told apart already (focal loss); 0 where it is left out.",
                            "2",
                            new Real(0, true, 5, true))),
            entry("Server.average", Field.free("FedAvg.", "{learningRate: 1}")),
            entry("Server.adam", Field.free("FedAdam.", "{learningRate: 0.01, beta1: 0.9, beta2: 0.99, tau: 0.001}")),
            entry("Server.yogi", Field.free("FedYogi.", "{learningRate: 0.01, beta1: 0.9, beta2: 0.99, tau: 0.001}")),
            entry("Server.adagrad", Field.free("FedAdagrad.", "{learningRate: 0.01, beta1: 0, tau: 0.001}")),
            entry("FedAvg.learningRate", new Field("Factor on the mean update.", "1", new Real(0, false, 100, true))),
            entry("FedAdam.learningRate", new Field("Factor on the step.", "0.01", new Real(0, false, 1e12, true))),
            entry("FedAdam.beta1", new Field("Decay of the first moment.", "0.9", new Real(0, true, 1, false))),
            entry("FedAdam.beta2", new Field("Decay of the second moment.", "0.99", new Real(0, true, 1, false))),
            entry(
                    "FedAdam.tau",
                    new Field("How adaptive the step is; larger is less.", "0.001", new Real(1e-15, true, 1e12, true))),
            entry("FedYogi.learningRate", new Field("Factor on the step.", "0.01", new Real(0, false, 1e12, true))),
            entry("FedYogi.beta1", new Field("Decay of the first moment.", "0.9", new Real(0, true, 1, false))),
            entry("FedYogi.beta2", new Field("Decay of the second moment.", "0.99", new Real(0, true, 1, false))),
            entry(
                    "FedYogi.tau",
                    new Field("How adaptive the step is; larger is less.", "0.001", new Real(1e-15, true, 1e12, true))),
            entry("FedAdagrad.learningRate", new Field("Factor on the step.", "0.01", new Real(0, false, 1e12, true))),
            entry("FedAdagrad.beta1", new Field("Decay of the first moment.", "0.9", new Real(0, true, 1, false))),
            entry(
                    "FedAdagrad.tau",
                    new Field("How adaptive the step is; larger is less.", "0.001", new Real(1e-15, true, 1e12, true))),
            entry(
                    "UpdateBounds.clipNorm",
                    new Field("Bound on the L2 norm of an update.", "10", new Real(0, false, 1e9, true))),
            entry(
                    "UpdateBounds.coordinateBound",
                    new Field("Bound on each coordinate, at most clipNorm.", "1", new Real(0, false, 1e9, true))),
            entry("UpdateBounds.valueBits", new Field("Bits of a word with its sign.", "16", new Whole(8, 32))),
            entry(
                    "UpdateBounds.maxWeight",
                    new Field("The most rows that an exchange weighs.", "1000", new Whole(1, Fields.MOST_ROWS))));

    private NetworkFields() {}
}
