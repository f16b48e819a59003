// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.charter;

import static java.util.Map.entry;

import java.util.Map;
import org.cordon.yaml.Field;
import org.cordon.yaml.Field.Real;
import org.cordon.yaml.Field.Whole;

/** What the keys of boosted trees and their bins mean and take; a part of {@link Fields}. */
final class TreesFields {
    static final Map<String, Field> TABLE = Map.ofEntries(
            entry("StageFile.binning", Field.free("Bins by secure counts.", "{maxRows: 100000}")),
            entry(
                    "StageFile.trees",
                    Field.free(
                            "Boosted trees by secure histograms; binning comes before it.",
                            "{trees: 50, depth: 4, maxRows: 100000, holdoutPerMille: 200}")),
            entry(
                    "BinningFile.maxRows",
                    new Field("Public cap on an exchange's rows.", "100000", new Whole(1, Fields.MOST_ROWS))),
            entry(
                    "BinningFile.maxBins",
                    new Field("Bins of a column; 255 where it is left out.", "63", new Whole(2, 255))),
            entry("BinningFile.zooms", new Field("Zoom passes; 3 where it is left out.", "3", new Whole(1, 6))),
            entry("BinningFile.noiseMultiplierMicro", Fields.noise()),
            entry("TreesFile.trees", new Field("Trees, at the most.", "50", new Whole(1, 1000))),
            entry("TreesFile.depth", new Field("Splits between root and leaf, at the most.", "4", new Whole(1, 8))),
            entry(
                    "TreesFile.maxRows",
                    new Field("Public cap on an exchange's rows.", "100000", new Whole(1, 1L << 31))),
            entry(
                    "TreesFile.holdoutPerMille",
                    new Field("Rows of a thousand that are kept out of training.", "200", new Whole(0, 900))),
            entry(
                    "TreesFile.learningRate",
                    new Field("Factor on every leaf; 0.1 where it is left out.", "0.1", new Real(0.01, true, 1, true))),
            entry(
                    "TreesFile.lambda",
                    new Field(
                            "Added to the curvature of a leaf; left out 1, or the noise on a word if that is more.",
                            "1",
                            new Real(0, true, 1e6, true))),
            entry(
                    "TreesFile.minChildWeight",
                    new Field(
                            "Least curvature of a child; left out 1, or the noise on a word if that is more.",
                            "1",
                            new Real(0, true, 1e6, true))),
            entry(
                    "TreesFile.gamma",
                    new Field(
                            "A split must gain more than this; 0 where it is left out.",
                            "0",
                            new Real(0, true, 1e6, true))),
            entry(
                    "TreesFile.columnShare",
                    new Field(
                            "Share of the columns that a tree may split by, drawn for each tree; 1 where it is left out.",
                            "0.5",
                            new Real(0, false, 1, true))),
            entry(
                    "TreesFile.seed",
                    new Field(
                            "Public seed of the draw of columns; 0 where it is left out.",
                            "0",
                            new Whole(Long.MIN_VALUE, Long.MAX_VALUE))),
            entry(
                    "TreesFile.positiveWeight",
                    new Field(
                            "What a row with label 1 counts; 1 where it is left out.",
                            "10",
                            new Real(1e-4, true, 10_000, true))),
            entry(
                    "TreesFile.calibrated",
                    Field.free(
                            "Whether a last sum over held-out rows calibrates probabilities; false where it is left out.",
                            "true")),
            entry("TreesFile.noiseMultiplierMicro", Fields.noise()));

    private TreesFields() {}
}
