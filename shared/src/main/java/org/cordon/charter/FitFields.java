// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.charter;

import static java.util.Map.entry;

import java.util.Map;
import org.cordon.yaml.Field;
import org.cordon.yaml.Field.Real;
import org.cordon.yaml.Field.Whole;

/** What the keys of models that are fitted by sums of rows mean and take; a part of {@link Fields}. */
final class FitFields {
    private static final Field MAX_ROWS =
            new Field("Public cap on an exchange's rows.", "100000", new Whole(1, Integer.MAX_VALUE));
    private static final Field HOLDOUT =
            new Field("Rows of a thousand that are kept out for evaluation.", "200", new Whole(0, 900));
    private static final Field SEED =
            new Field("Public seed of what is drawn.", "1", new Whole(Long.MIN_VALUE, Long.MAX_VALUE));
    private static final Field CLIP_NORM = new Field(
            "Bound on the L2 norm of a scaled row; 8 times the root of the columns where it is left out, 2 times with noise.",
            "12",
            new Real(1e-6, true, 1e6, true));
    private static final Field PAIRS =
            new Field("Half the dimension of the feature map; 128 where it is left out.", "128", new Whole(1, 4096));
    private static final Field BANDWIDTH = new Field(
            "By how much a feature of near rows may differ, scaled; 1 where it is left out.",
            "1",
            new Real(0, false, 1000, true));

    static final Map<String, Field> TABLE = Map.ofEntries(
            entry(
                    "StageFile.clusters",
                    Field.free("k-means by sums of rows; scaling comes before it.", "{clusters: 8}")),
            entry(
                    "StageFile.components",
                    Field.free(
                            "Mean and principal components by one sum; scaling comes before it.", "{shrinkage: 0.1}")),
            entry(
                    "StageFile.kernel",
                    Field.free("Mean in the space of a kernel by one sum; scaling comes before it.", "{bandwidth: 1}")),
            entry(
                    "StageFile.oneclass",
                    Field.free("One-class SVM by sums of sub-gradients; scaling comes before it.", "{nu: 0.05}")),
            entry(
                    "StageFile.forest",
                    Field.free(
                            "Isolation forest on public splits by one sum; scaling comes before it.", "{trees: 100}")),
            entry(
                    "StageFile.svdd",
                    Field.free("Deep SVDD by sums of clipped gradients; scaling comes before it.", "{hidden: 32}")),
            entry("ClustersFile.maxRows", MAX_ROWS),
            entry("ClustersFile.holdoutPerMille", HOLDOUT),
            entry("ClustersFile.clusters", new Field("How many clusters.", "8", new Whole(1, 1024))),
            entry(
                    "ClustersFile.rounds",
                    new Field("Sums of this stage; 10 where it is left out.", "10", new Whole(1, 100))),
            entry("ClustersFile.clipNorm", CLIP_NORM),
            entry(
                    "ClustersFile.minPerMille",
                    new Field(
                            "A smaller share of the rows is no cluster of usual ones; 10 where it is left out.",
                            "10",
                            new Whole(0, 500))),
            entry("ClustersFile.seed", SEED),
            entry("ClustersFile.noiseMultiplierMicro", Fields.noise()),
            entry("ComponentsFile.maxRows", MAX_ROWS),
            entry("ComponentsFile.holdoutPerMille", HOLDOUT),
            entry("ComponentsFile.clipNorm", CLIP_NORM),
            entry(
                    "ComponentsFile.leading",
                    new Field(
                            "Components that are taken out; 0, for the Mahalanobis distance, where it is left out.",
                            "0",
                            new Whole(0, 1024))),
            entry(
                    "ComponentsFile.shrinkage",
                    new Field(
                            "Share of the mean variance in each; 0.1 where it is left out.",
                            "0.1",
                            new Real(0, false, 1, true))),
            entry("ComponentsFile.noiseMultiplierMicro", Fields.noise()),
            entry("KernelFile.maxRows", MAX_ROWS),
            entry("KernelFile.holdoutPerMille", HOLDOUT),
            entry("KernelFile.pairs", PAIRS),
            entry("KernelFile.bandwidth", BANDWIDTH),
            entry("KernelFile.seed", SEED),
            entry("KernelFile.noiseMultiplierMicro", Fields.noise()),
            entry("OneclassFile.maxRows", MAX_ROWS),
            entry("OneclassFile.holdoutPerMille", HOLDOUT),
            entry("OneclassFile.pairs", PAIRS),
            entry("OneclassFile.bandwidth", BANDWIDTH),
            entry(
                    "OneclassFile.nu",
                    new Field("Share of the rows that are to lie outside.", "0.05", new Real(0, false, 1, true))),
            entry(
                    "OneclassFile.rounds",
                    new Field("Sums of this stage; 60 where it is left out.", "60", new Whole(1, 1000))),
            entry("OneclassFile.seed", SEED),
            entry("OneclassFile.noiseMultiplierMicro", Fields.noise()),
            entry("ForestFile.maxRows", MAX_ROWS),
            entry("ForestFile.holdoutPerMille", HOLDOUT),
            entry(
                    "ForestFile.trees",
                    new Field("How many trees; 100 where it is left out.", "100", new Whole(1, 1024))),
            entry("ForestFile.depth", new Field("Splits on a path; 8 where it is left out.", "8", new Whole(1, 16))),
            entry("ForestFile.seed", SEED),
            entry("ForestFile.noiseMultiplierMicro", Fields.noise()),
            entry("SvddFile.maxRows", MAX_ROWS),
            entry("SvddFile.holdoutPerMille", HOLDOUT),
            entry(
                    "SvddFile.hidden",
                    new Field("Width of the hidden layer; 32 where it is left out.", "32", new Whole(1, 512))),
            entry(
                    "SvddFile.outputs",
                    new Field("Dimension that the centre lies in; 8 where it is left out.", "8", new Whole(1, 64))),
            entry(
                    "SvddFile.rounds",
                    new Field("Sums of this stage; 60 where it is left out.", "60", new Whole(2, 1000))),
            entry(
                    "SvddFile.clipNorm",
                    new Field(
                            "Bound on the L2 norm of a row's gradient; 10 where it is left out.",
                            "10",
                            new Real(1e-6, true, 1e6, true))),
            entry(
                    "SvddFile.learningRate",
                    new Field("Of Adam; 0.01 where it is left out.", "0.01", new Real(0, false, 1, true))),
            entry(
                    "SvddFile.seed",
                    new Field("Public seed of the first weights.", "1", new Whole(Long.MIN_VALUE, Long.MAX_VALUE))),
            entry("SvddFile.noiseMultiplierMicro", Fields.noise()));

    private FitFields() {}
}
