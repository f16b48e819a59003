// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.charter;

import static java.util.Map.entry;

import java.util.Map;
import org.cordon.yaml.Field;
import org.cordon.yaml.Field.Prose;
import org.cordon.yaml.Field.Real;
import org.cordon.yaml.Field.Several;
import org.cordon.yaml.Field.Whole;

/** What the keys of stages that judge models or count indicators mean and take; a part of {@link Fields}. */
final class EvaluationFields {
    static final Map<String, Field> TABLE = Map.ofEntries(
            entry(
                    "StageFile.evaluation",
                    Field.free(
                            "Score histograms of held-out rows; a stage that trains a model comes before it.",
                            "{bins: 256}")),
            entry(
                    "StageFile.calibration",
                    Field.free(
                            "Probabilities from score histograms; makes one model of those before it.", "{bins: 256}")),
            entry(
                    "StageFile.segments",
                    Field.free(
                            "False-positive rates by segment; a model comes before it.",
                            "{column: age, edges: [30, 60]}")),
            entry(
                    "StageFile.indicators",
                    Field.free(
                            "Indicators that several exchanges have seen, under noise.",
                            "{column: address, atLeast: 4}")),
            entry(
                    "CalibrationFile.models",
                    new Field(
                            "How many models come before; 1 where it is left out, more make an ensemble.",
                            "1",
                            new Whole(1, 16))),
            entry("CalibrationFile.bins", new Field("Bins of a score histogram.", "256", new Whole(2, 65_536))),
            entry(
                    "CalibrationFile.maxRows",
                    new Field("Public cap on an exchange's held-out rows.", "100000", new Whole(1, Fields.MOST_ROWS))),
            entry(
                    "CalibrationFile.holdoutPerMille",
                    new Field("As in the stage that trains; 1000 counts all rows.", "200", new Whole(1, 1000))),
            entry(
                    "SegmentsFile.column",
                    new Field("One of columns, which tells the segment of a row.", "age", new Prose(128))),
            entry(
                    "SegmentsFile.edges",
                    new Field(
                            "Ascending; a row is in the segment of as many as its value reaches.",
                            "[30, 60]",
                            new Several(1, 62, new Real(-1e300, true, 1e300, true)))),
            entry(
                    "SegmentsFile.falsePositiveRate",
                    new Field("Of the threshold, over all rows.", "0.01", new Real(0, false, 0.5, true))),
            entry("SegmentsFile.bins", new Field("Bins of a score histogram.", "256", new Whole(2, 65_536))),
            entry(
                    "SegmentsFile.maxRows",
                    new Field("Public cap on an exchange's held-out rows.", "100000", new Whole(1, Fields.MOST_ROWS))),
            entry(
                    "SegmentsFile.holdoutPerMille",
                    new Field("As in the stage that trains; 1000 counts all rows.", "200", new Whole(1, 1000))),
            entry(
                    "IndicatorsFile.column",
                    new Field(
                            "One of columns: a whole number within 2^24 that stands for the indicator.",
                            "address",
                            new Prose(128))),
            entry("IndicatorsFile.bits", new Field("Of the number of a bucket.", "16", new Whole(4, 22))),
            entry(
                    "IndicatorsFile.atLeast",
                    new Field(
                            "By how many exchanges it must have been seen; falseBuckets bounds it from below.",
                            "4",
                            new Whole(2, 255))),
            entry(
                    "IndicatorsFile.falseBuckets",
                    new Field(
                            "How many empty buckets noise alone may show, on the mean; 1 where it is left out.",
                            "1",
                            new Real(0, false, 1000, true))),
            entry(
                    "IndicatorsFile.salt",
                    new Field(
                            "The number of this list, the key of its buckets; who reads the charter knows it.",
                            "1",
                            new Whole(Long.MIN_VALUE, Long.MAX_VALUE))),
            entry(
                    "IndicatorsFile.flaggedOnly",
                    Field.free("Whether rows with label 1 alone count; true where it is left out.", "true")),
            entry("CalibrationFile.noiseMultiplierMicro", Fields.noise()),
            entry("SegmentsFile.noiseMultiplierMicro", Fields.noise()),
            entry("IndicatorsFile.noiseMultiplierMicro", Fields.noise()),
            entry("EvaluationFile.bins", new Field("Bins of a score histogram.", "256", new Whole(2, 65_536))),
            entry(
                    "EvaluationFile.maxRows",
                    new Field("Public cap on an exchange's held-out rows.", "100000", new Whole(1, Fields.MOST_ROWS))),
            entry(
                    "EvaluationFile.holdoutPerMille",
                    new Field("As in the stage that trains; 1000 evaluates all rows.", "200", new Whole(1, 1000))),
            entry("EvaluationFile.noiseMultiplierMicro", Fields.noise()));

    private EvaluationFields() {}
}
