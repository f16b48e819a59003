// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.charter;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cordon.model.NetworkSpec;
import org.cordon.privacy.Release;
import org.cordon.yaml.Field.Prose;
import org.cordon.yaml.Field.Real;
import org.cordon.yaml.Field.Several;
import org.cordon.yaml.Field.Token;
import org.cordon.yaml.Field.Whole;
import org.cordon.yaml.Field;
import org.cordon.yaml.Vocabulary;

/**
 * What every key of a charter means and takes, by record and component.
 *
 * <p>A test walks the records: each component has its entry here and each entry its component, and each bound is the one
 * that the record itself keeps.
 */
final class Fields implements Vocabulary {
    static final Fields VOCABULARY = new Fields();

    static final long MOST_ROWS = 1L << 40;
    private static final Prose PROSE = new Prose(1000);

    private static final Map<String, Field> OTHERS = Map.ofEntries(
            entry("CharterFile.name", new Field("Name of the task.", "fraud-small", new Token(64))),
            entry(
                    "CharterFile.version",
                    new Field(
                            "Version of the charter, 1 where it is left out; a higher one ends the task's lower ones.",
                            "1",
                            new Whole(1, Integer.MAX_VALUE))),
            entry("CharterFile.purpose", new Field("What the result is for.", "Find fraudulent withdrawals", PROSE)),
            entry("CharterFile.legalBasis", new Field("Why this processing is lawful.", "GDPR Art. 6(1)(f)", PROSE)),
            entry(
                    "CharterFile.controllers",
                    new Field(
                            "Who is responsible for the data, as named in the legal agreements.",
                            "[Ash Exchange Ltd]",
                            new Several(1, 64, new Prose(200)))),
            entry(
                    "CharterFile.dpia",
                    Field.free(
                            "SHA-256 of the data-protection impact assessment, 64 hexadecimal digits.",
                            "0".repeat(64))),
            entry(
                    "CharterFile.schema",
                    new Field("Name of the data schema that the columns are from.", "withdrawals-1", new Token(64))),
            entry(
                    "CharterFile.columns",
                    new Field(
                            "Features that the task may read, in the order of the model's inputs.",
                            "[amount, hour]",
                            new Several(1, 4096, new Prose(128)))),
            entry(
                    "CharterFile.label",
                    new Field("Column that holds the label, if the task uses one.", "fraud", new Prose(128))),
            entry(
                    "CharterFile.privacy",
                    Field.free(
                            "Differential privacy that the task must keep; this or privacyWaiver.",
                            "{unit: customer, epsilon: 3, delta: 1e-6, clipNorm: 1, accountant: pld}")),
            entry(
                    "CharterFile.privacyWaiver",
                    new Field(
                            "Why sums are opened without differential privacy; this or privacy.",
                            "Made-up rows",
                            PROSE)),
            entry(
                    "CharterFile.minSurvivors",
                    new Field(
                            "Inputs in every opened sum, at the least; the threshold t where it is left out.",
                            "4",
                            new Whole(1, 255))),
            entry(
                    "CharterFile.minHonest",
                    new Field(
                            "Honest inputs that every sum promises; t - f where it is left out.",
                            "3",
                            new Whole(1, 255))),
            entry("CharterFile.retention", Field.free("How long the result may be kept after the task ends.", "P365D")),
            entry(
                    "CharterFile.notBefore",
                    Field.free(
                            "First second of the task; the moment of submission where it is left out.",
                            "2030-01-31T00:00:00Z")),
            entry("CharterFile.lifetime", Field.free("How long after notBefore the task ends; this or expiry.", "P7D")),
            entry(
                    "CharterFile.expiry",
                    Field.free("The task is over from this second on; this or lifetime.", "2030-02-28T00:00:00Z")),
            entry(
                    "CharterFile.timing",
                    Field.free(
                            "How long each step of a round may take.",
                            "{ready: PT10M, upload: PT1M, survivors: PT1M, reveal: PT1M, result: PT1M}")),
            entry(
                    "CharterFile.stages",
                    new Field(
                            "What is computed, in this order.",
                            "[scaling: {maxRows: 100000}]",
                            new Several(1, 16, new Field.Free()))),
            entry("PrivacyFile.unit", Field.free("Whose presence is hidden.", "customer")),
            entry(
                    "PrivacyFile.contributionBound",
                    new Field("Records of one unit that count; 1 where it is left out.", "1", new Whole(1, 1_000_000))),
            entry(
                    "PrivacyFile.reason",
                    new Field("Why a record is the unit and not a customer; only there.", "One row a customer", PROSE)),
            entry(
                    "PrivacyFile.epsilon",
                    new Field(
                            "Epsilon of all sums together, with at most 6 decimals.",
                            "3",
                            new Real(0, false, 100, true))),
            entry(
                    "PrivacyFile.delta",
                    new Field("Delta, a power of ten from 1e-3 to 1e-18.", "1e-6", new Real(0, false, 1e-3, true))),
            entry("PrivacyFile.clipNorm", clipNorm("Bound on a unit's gradient in the L2 norm; this or adaptive.")),
            entry(
                    "PrivacyFile.adaptive",
                    Field.free(
                            "A clip norm that follows a quantile of the norms; this or clipNorm.",
                            "{clipNorm: 1, quantile: 0.5}")),
            entry("PrivacyFile.accountant", Field.free("How the loss of several sums is added up.", "rdp")),
            entry("Adaptive.clipNorm", clipNorm("Bound of the first sum.")),
            entry(
                    "Adaptive.quantile",
                    new Field("Which quantile, in hundredths.", "0.5", new Real(0, false, 1, false))),
            entry("Timing.ready", Field.free("Local training and the header.", "PT10M")),
            entry("Timing.upload", Field.free("The masked vector.", "PT1M")),
            entry("Timing.survivors", Field.free("The signatures on the survivor set.", "PT1M")),
            entry("Timing.reveal", Field.free("Shares and pair masks.", "PT1M")),
            entry("Timing.result", Field.free("Check and receipt.", "PT1M")),
            entry("StageFile.scaling", Field.free("Scaling by secure quantile counts.", "{maxRows: 100000}")),
            entry("StageFile.network", Field.free("Training of a network; scaling comes before it.", "{rounds: 3}")),
            entry(
                    "StageFile.evaluation",
                    Field.free(
                            "Score histograms of held-out rows; a stage that trains a model comes before it.",
                            "{bins: 256}")),
            entry(
                    "ScalingFile.maxRows",
                    new Field("Public cap on an exchange's rows.", "100000", new Whole(1, MOST_ROWS))),
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
            entry("ScalingFile.noiseMultiplierMicro", noise()),
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
                    new Field("Units of all exchanges together, about.", "50000", new Whole(1, MOST_ROWS))),
            entry(
                    "DpSgdFile.maxUnits",
                    new Field("Units of one exchange, at the most.", "20000", new Whole(1, Integer.MAX_VALUE))),
            entry("DpSgdFile.noiseMultiplierMicro", noise()),
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
                    new Field("The most rows that an exchange weighs.", "1000", new Whole(1, MOST_ROWS))),
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
                    "ClustersFile.maxRows",
                    new Field("Public cap on an exchange's rows.", "100000", new Whole(1, Integer.MAX_VALUE))),
            entry(
                    "ClustersFile.holdoutPerMille",
                    new Field("Rows of a thousand that are kept out for evaluation.", "200", new Whole(0, 900))),
            entry("ClustersFile.clusters", new Field("How many clusters.", "8", new Whole(1, 1024))),
            entry(
                    "ClustersFile.rounds",
                    new Field("Sums of this stage; 10 where it is left out.", "10", new Whole(1, 100))),
            entry(
                    "ClustersFile.clipNorm",
                    new Field(
                            "Bound on the L2 norm of a scaled row; 8 times the root of the columns where it is left out, 2 times with noise.",
                            "12",
                            new Real(0, false, 1e6, true))),
            entry(
                    "ClustersFile.minPerMille",
                    new Field(
                            "A smaller share of the rows is no cluster of usual ones; 10 where it is left out.",
                            "10",
                            new Whole(0, 500))),
            entry(
                    "ClustersFile.seed",
                    new Field("Public seed of what is drawn.", "1", new Whole(Long.MIN_VALUE, Long.MAX_VALUE))),
            entry("ClustersFile.noiseMultiplierMicro", noise()),
            entry(
                    "ComponentsFile.maxRows",
                    new Field("Public cap on an exchange's rows.", "100000", new Whole(1, Integer.MAX_VALUE))),
            entry(
                    "ComponentsFile.holdoutPerMille",
                    new Field("Rows of a thousand that are kept out for evaluation.", "200", new Whole(0, 900))),
            entry(
                    "ComponentsFile.clipNorm",
                    new Field(
                            "Bound on the L2 norm of a scaled row; 8 times the root of the columns where it is left out, 2 times with noise.",
                            "12",
                            new Real(0, false, 1e6, true))),
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
            entry("ComponentsFile.noiseMultiplierMicro", noise()),
            entry(
                    "KernelFile.maxRows",
                    new Field("Public cap on an exchange's rows.", "100000", new Whole(1, Integer.MAX_VALUE))),
            entry(
                    "KernelFile.holdoutPerMille",
                    new Field("Rows of a thousand that are kept out for evaluation.", "200", new Whole(0, 900))),
            entry(
                    "KernelFile.pairs",
                    new Field(
                            "Half the dimension of the feature map; 128 where it is left out.",
                            "128",
                            new Whole(1, 4096))),
            entry(
                    "KernelFile.bandwidth",
                    new Field(
                            "By how much a feature of near rows may differ, scaled; 1 where it is left out.",
                            "1",
                            new Real(0, false, 1000, true))),
            entry(
                    "KernelFile.seed",
                    new Field("Public seed of what is drawn.", "1", new Whole(Long.MIN_VALUE, Long.MAX_VALUE))),
            entry("KernelFile.noiseMultiplierMicro", noise()),
            entry(
                    "OneclassFile.maxRows",
                    new Field("Public cap on an exchange's rows.", "100000", new Whole(1, Integer.MAX_VALUE))),
            entry(
                    "OneclassFile.holdoutPerMille",
                    new Field("Rows of a thousand that are kept out for evaluation.", "200", new Whole(0, 900))),
            entry(
                    "OneclassFile.pairs",
                    new Field(
                            "Half the dimension of the feature map; 128 where it is left out.",
                            "128",
                            new Whole(1, 4096))),
            entry(
                    "OneclassFile.bandwidth",
                    new Field(
                            "By how much a feature of near rows may differ, scaled; 1 where it is left out.",
                            "1",
                            new Real(0, false, 1000, true))),
            entry(
                    "OneclassFile.nu",
                    new Field("Share of the rows that are to lie outside.", "0.05", new Real(0, false, 1, true))),
            entry(
                    "OneclassFile.rounds",
                    new Field("Sums of this stage; 60 where it is left out.", "60", new Whole(1, 1000))),
            entry(
                    "OneclassFile.seed",
                    new Field("Public seed of what is drawn.", "1", new Whole(Long.MIN_VALUE, Long.MAX_VALUE))),
            entry("OneclassFile.noiseMultiplierMicro", noise()),
            entry(
                    "ForestFile.maxRows",
                    new Field("Public cap on an exchange's rows.", "100000", new Whole(1, Integer.MAX_VALUE))),
            entry(
                    "ForestFile.holdoutPerMille",
                    new Field("Rows of a thousand that are kept out for evaluation.", "200", new Whole(0, 900))),
            entry(
                    "ForestFile.trees",
                    new Field("How many trees; 100 where it is left out.", "100", new Whole(1, 1024))),
            entry("ForestFile.depth", new Field("Splits on a path; 8 where it is left out.", "8", new Whole(1, 16))),
            entry(
                    "ForestFile.seed",
                    new Field("Public seed of what is drawn.", "1", new Whole(Long.MIN_VALUE, Long.MAX_VALUE))),
            entry("ForestFile.noiseMultiplierMicro", noise()),
            entry(
                    "StageFile.svdd",
                    Field.free("Deep SVDD by sums of clipped gradients; scaling comes before it.", "{hidden: 32}")),
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
                    "SvddFile.maxRows",
                    new Field("Public cap on an exchange's rows.", "100000", new Whole(1, Integer.MAX_VALUE))),
            entry(
                    "SvddFile.holdoutPerMille",
                    new Field("Rows of a thousand that are kept out for evaluation.", "200", new Whole(0, 900))),
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
                            new Real(0, false, 1e6, true))),
            entry(
                    "SvddFile.learningRate",
                    new Field("Of Adam; 0.01 where it is left out.", "0.01", new Real(0, false, 1, true))),
            entry(
                    "SvddFile.seed",
                    new Field("Public seed of the first weights.", "1", new Whole(Long.MIN_VALUE, Long.MAX_VALUE))),
            entry(
                    "CalibrationFile.models",
                    new Field(
                            "How many models come before; 1 where it is left out, more make an ensemble.",
                            "1",
                            new Whole(1, 16))),
            entry("CalibrationFile.bins", new Field("Bins of a score histogram.", "256", new Whole(2, 65_536))),
            entry(
                    "CalibrationFile.maxRows",
                    new Field("Public cap on an exchange's held-out rows.", "100000", new Whole(1, MOST_ROWS))),
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
                    new Field("Public cap on an exchange's held-out rows.", "100000", new Whole(1, MOST_ROWS))),
            entry(
                    "SegmentsFile.holdoutPerMille",
                    new Field("As in the stage that trains; 1000 counts all rows.", "200", new Whole(1, 1000))),
            entry(
                    "IndicatorsFile.column",
                    new Field("One of columns: a number that stands for the indicator.", "address", new Prose(128))),
            entry("IndicatorsFile.bits", new Field("Of the number of a bucket.", "16", new Whole(4, 22))),
            entry(
                    "IndicatorsFile.atLeast",
                    new Field(
                            "By how many exchanges it must have been seen; 3 standard deviations of the noise or more.",
                            "4",
                            new Whole(2, 255))),
            entry(
                    "IndicatorsFile.salt",
                    new Field(
                            "The number of this list; which bucket an indicator has cannot be known without it.",
                            "1",
                            new Whole(Long.MIN_VALUE, Long.MAX_VALUE))),
            entry(
                    "IndicatorsFile.flaggedOnly",
                    Field.free("Whether rows with label 1 alone count; true where it is left out.", "true")),
            entry("SvddFile.noiseMultiplierMicro", noise()),
            entry("CalibrationFile.noiseMultiplierMicro", noise()),
            entry("SegmentsFile.noiseMultiplierMicro", noise()),
            entry("IndicatorsFile.noiseMultiplierMicro", noise()),
            entry("EvaluationFile.bins", new Field("Bins of a score histogram.", "256", new Whole(2, 65_536))),
            entry(
                    "EvaluationFile.maxRows",
                    new Field("Public cap on an exchange's held-out rows.", "100000", new Whole(1, MOST_ROWS))),
            entry(
                    "EvaluationFile.holdoutPerMille",
                    new Field("As in the stage that trains; 1000 evaluates all rows.", "200", new Whole(1, 1000))),
            entry("EvaluationFile.noiseMultiplierMicro", noise()));

    private static final Map<String, Field> TABLE = Stream.of(OTHERS, TreesFields.TABLE)
            .flatMap(part -> part.entrySet().stream())
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    static Field noise() {
        return new Field(
                "Noise multiplier in millionths, with differential privacy; calibrated where it is left out.",
                "1000000",
                new Whole(1, Release.MAX_MULTIPLIER_MICRO));
    }

    private Fields() {}

    @Override
    public Field field(Class<?> owner, String component) {
        return of(owner, component);
    }

    @Override
    public String mend() {
        return "Correct it; 'cordon task check --schema' lists every key and its range";
    }

    static Field of(Class<?> owner, String component) {
        return Optional.ofNullable(TABLE.get(owner.getSimpleName() + "." + component))
                .orElseThrow(() -> new IllegalStateException(
                        "field must be in the table, but was not: " + owner.getSimpleName() + "." + component));
    }

    static Map<String, Field> all() {
        return TABLE;
    }

    private static Field clipNorm(String what) {
        return new Field(what + " With at most 6 decimals.", "1", new Real(0, false, 1e6, true));
    }
}
