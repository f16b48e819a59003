// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.experiment;

import static java.util.Map.entry;

import java.util.Map;
import org.cordon.yaml.Field;
import org.cordon.yaml.Field.Several;

/** What the keys about what is learnt mean; a part of {@link ExperimentFields}. */
final class ModelFields {
    static final Map<String, Field> TABLE = Map.ofEntries(
            entry(
                    "Model.network",
                    Field.free(
                            "A network, trained by production's trainer.", "{kind: mlp_classifier, hidden: [32, 16]}")),
            entry(
                    "Model.trees",
                    Field.free(
                            "Gradient-boosted trees by histograms, as many as there are rounds; see docs/trees.md.",
                            "{depth: 4, learningRate: 0.1}")),
            entry("Trees.depth", Field.free("Most splits between root and leaf, 1 to 8; 4 where it is left out.", "4")),
            entry(
                    "Trees.learningRate",
                    Field.free("Factor on every leaf, 0.01 to 1; 0.1 where it is left out.", "0.1")),
            entry(
                    "Trees.lambda",
                    Field.free(
                            "Added to the curvature of a leaf; 1 where it is left out, under privacy the noise of a sum.",
                            "1")),
            entry(
                    "Trees.minChildWeight",
                    Field.free(
                            "Least curvature of a child; 1 where it is left out, under privacy the noise of a sum.",
                            "1")),
            entry("Trees.gamma", Field.free("A split must gain more than this; 0 where it is left out.", "0")),
            entry(
                    "Trees.columnShare",
                    Field.free(
                            "Share of the features that a tree may split by, drawn for each tree; 1 where it is left out.",
                            "0.5")),
            entry("Trees.positiveWeight", Field.free("What a row with label 1 counts; 1 where it is left out.", "10")),
            entry(
                    "Trees.bins",
                    Field.free("Most bins of a feature, 2 to 255, and so many where it is left out.", "63")),
            entry("Model.quadratic", Field.free("The minimum of quadratics; goes with data.quadratics.", "{}")),
            entry("Model.clusters", Field.free("k-means; rounds are its sums.", "{clusters: 8}")),
            entry("Model.components", Field.free("Principal components and Mahalanobis distance; rounds: 1.", "{}")),
            entry("Model.kernel", Field.free("Mean in the space of a Gaussian kernel; rounds: 1.", "{bandwidth: 1}")),
            entry("Model.oneclass", Field.free("One-class SVM; rounds are its sums.", "{nu: 0.05}")),
            entry("Model.forest", Field.free("Isolation forest on public splits; rounds: 1.", "{trees: 100}")),
            entry("Model.svdd", Field.free("Deep SVDD; rounds are its sums, 2 at the least.", "{hidden: 32}")),
            entry("SvddModel.hidden", Field.free("Width of the hidden layer; 32 where it is left out.", "32")),
            entry("SvddModel.outputs", Field.free("Dimension that the centre lies in; 8 where it is left out.", "8")),
            entry("SvddModel.learningRate", Field.free("Of Adam; 0.01 where it is left out.", "0.01")),
            entry("ClustersModel.clusters", Field.free("How many clusters; 8 where it is left out.", "8")),
            entry(
                    "ClustersModel.minPerMille",
                    Field.free(
                            "A smaller share of the rows, in thousandths, is no cluster of usual ones; 10 where it is left out.",
                            "10")),
            entry(
                    "ComponentsModel.leading",
                    Field.free(
                            "Components that are taken out; 0, for the Mahalanobis distance, where it is left out.",
                            "3")),
            entry(
                    "ComponentsModel.shrinkage",
                    Field.free("Share of the mean variance in each; 0.1 where it is left out.", "0.1")),
            entry(
                    "KernelModel.pairs",
                    Field.free("Half the dimension of the feature map; 128 where it is left out.", "128")),
            entry("KernelModel.bandwidth", Field.free("In scaled units a feature; 1 where it is left out.", "1")),
            entry(
                    "OneclassModel.pairs",
                    Field.free("Half the dimension of the feature map; 128 where it is left out.", "128")),
            entry("OneclassModel.bandwidth", Field.free("In scaled units a feature; 1 where it is left out.", "1")),
            entry(
                    "OneclassModel.nu",
                    Field.free("Share of the rows that are to lie outside; 0.05 where it is left out.", "0.05")),
            entry("ForestModel.trees", Field.free("How many; 100 where it is left out.", "100")),
            entry("ForestModel.depth", Field.free("Splits on a path; 8 where it is left out.", "8")),
            entry(
                    "Network.kind",
                    Field.free(
                            "mlp_classifier: two classes; softmax_classifier: any number; autoencoder: learns from label 0; sequence_classifier: two classes, by the last rows of a customer.",
                            "mlp_classifier")),
            entry(
                    "Network.hidden",
                    new Field(
                            "Widths of the hidden layers; [] for a linear model.",
                            "[32, 16]",
                            new Several(0, 7, ExperimentFields.FREE))),
            entry("Network.activation", Field.free("Of the hidden layers; relu where it is left out.", "relu")),
            entry(
                    "Network.length",
                    Field.free(
                            "Rows of a customer that a sequence_classifier looks at; left out for other kinds.",
                            "16")));

    private ModelFields() {}
}
