// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.experiment;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cordon.yaml.Field.Several;
import org.cordon.yaml.Field;
import org.cordon.yaml.Vocabulary;

/**
 * What every key of an experiment means, by record and component; ranges are those that the records keep.
 *
 * <p>A test walks the records: each component has its entry here, and each entry its component.
 */
final class ExperimentFields implements Vocabulary {
    static final ExperimentFields VOCABULARY = new ExperimentFields();

    private static final Field.Bound FREE = new Field.Free();

    private static final Map<String, Field> TABLE = Map.ofEntries(
            entry(
                    "Experiment.name",
                    Field.free("Name of the experiment; results lie in a folder of that name.", "fraud-dirichlet")),
            entry("Experiment.seeds", new Field("One run for each.", "[1, 2, 3]", new Several(1, 1000, FREE))),
            entry("Experiment.rounds", Field.free("Sums of a run; trees, where these are learnt.", "100")),
            entry(
                    "Experiment.data",
                    Field.free("Where rows come from: exactly one source, then how they are cut.", "{threats: {}}")),
            entry(
                    "Experiment.exchanges",
                    Field.free(
                            "Who takes part; everybody in every round where it is left out.",
                            "{count: 100, fraction: 0.1}")),
            entry(
                    "Experiment.model",
                    Field.free(
                            "What is learnt: exactly one of network, trees, quadratic, clusters, components, kernel, oneclass, forest, svdd.",
                            "{network: {kind: mlp_classifier, hidden: [32, 16]}}")),
            entry(
                    "Experiment.trainer",
                    Field.free(
                            "A program that trains the network, see docs/external-trainer.md; production's trainer where it is left out.",
                            "{process: python3 train.py}")),
            entry(
                    "Trainer.process",
                    Field.free(
                            "The program and its arguments, started in the file's folder; split at spaces outside quotes, no shell.",
                            "python3 train.py")),
            entry(
                    "Experiment.training",
                    Field.free(
                            "What exchanges do between two sums; with network and quadratic, and with no other model.",
                            "{epochs: 1, batchSize: 32, optimiser: sgd, learningRate: 0.1}")),
            entry(
                    "Experiment.strategy",
                    Field.free(
                            "How the federation learns; plain averaging where it is left out.", "{fedprox: {mu: 1}}")),
            entry(
                    "Experiment.secureSum",
                    Field.free(
                            "Whether vectors are masked; every sum that opens is the same. False where it is left out.",
                            "true")),
            entry(
                    "Experiment.bounds",
                    Field.free("Public bounds on an update.", "{clipNorm: 10, coordinateBound: 1, valueBits: 24}")),
            entry(
                    "Experiment.attack",
                    Field.free(
                            "Who attacks, and how; nobody where it is left out.", "{share: 0.2, ipm: {epsilon: 0.5}}")),
            entry(
                    "Experiment.defence",
                    Field.free(
                            "What is done against attackers; nothing where it is left out.",
                            "{buckets: 2, krum: {keep: 1}}")),
            entry(
                    "Experiment.evaluate",
                    Field.free("When the model is judged.", "{every: 5, target: {accuracy: 0.97}, stop: true}")),
            entry(
                    "Experiment.compare",
                    Field.free(
                            "Whether training alone, averaging outputs and pooling are run beside it. False where it is left out.",
                            "true")),
            entry(
                    "Data.table",
                    Field.free(
                            "Files of rows with ready-made features: CSV, TSV, JSON, each also gzipped, Parquet.",
                            "{files: [accounts.csv], label: FLAG}")),
            entry(
                    "Data.mnist",
                    Field.free("MNIST, 60,000 digits to train on and 10,000 to test.", "{directory: mnist}")),
            entry(
                    "Data.fedHeart",
                    Field.free("Fed-Heart-Disease of FLamby: four hospitals.", "{directory: fed-heart}")),
            entry(
                    "Data.synthetic",
                    Field.free(
                            "Synthetic(alpha, beta) of the FedProx paper: ten classes, exchanges unlike in model, rows and size.",
                            "{alpha: 1, beta: 1, exchanges: 30, mostRows: 2000}")),
            entry(
                    "Data.clusters",
                    Field.free(
                            "Made-up classes, normal around a centre each.",
                            "{rows: 10000, features: 20, classes: 2, distance: 2}")),
            entry(
                    "Data.quadratics",
                    Field.free(
                            "One quadratic for each exchange: problems whose answer is known.",
                            "{exchanges: 10, dimensions: 5, curvature: 4, spread: 1}")),
            entry("Data.threats", Field.free("The made-up exchanges of the demo.", "{}")),
            entry(
                    "Data.ledger",
                    Field.free(
                            "Events of a scenario of cordon simulate ledger, and of each the features that a threat declares.",
                            "{scenario: takeover}")),
            entry(
                    "LedgerRows.scenario",
                    Field.free("takeover, market-abuse, theft, laundering or insider.", "takeover")),
            entry(
                    "LedgerRows.threat",
                    Field.free(
                            "Threat of the catalogue whose features are computed; the scenario's own where it is left out.",
                            "account-takeover")),
            entry("LedgerRows.seed", Field.free("Of the ledger; the run's own where it is left out.", "1")),
            entry(
                    "LedgerRows.exchanges",
                    Field.free("How many there are; 5 where it is left out. Not with insider.", "5")),
            entry("LedgerRows.days", Field.free("How long; 90 where it is left out. Not with insider.", "90")),
            entry(
                    "LedgerRows.route",
                    Field.free(
                            "How stolen money leaves; withdrawals for theft where it is left out, else as each script says.",
                            "keys")),
            entry(
                    "LedgerRows.controls",
                    new Field(
                            "Negative controls that every exchange meets once in the days of the test.",
                            "[rescue, run]",
                            new Several(1, 16, FREE))),
            entry(
                    "LedgerRows.labelDelayDays",
                    Field.free(
                            "A label is known so many days after its event at the earliest; 0 where it is left out.",
                            "14")),
            entry(
                    "Data.holdout",
                    Field.free(
                            "Rows that nobody trains on; the source's own test part where it is left out.",
                            "{random: {share: 0.2}}")),
            entry(
                    "Data.partition",
                    Field.free(
                            "How rows are spread over exchanges; as the source says where it is left out, else at random.",
                            "{dirichlet: {alpha: 0.3, by: label}}")),
            entry(
                    "Data.scaling",
                    Field.free(
                            "quantiles: by secure sums, as production does; none: as they are. None where it is left out.",
                            "quantiles")),
            entry(
                    "TableFiles.files",
                    new Field(
                            "One or several files, relative to the experiment; with several each is an exchange, unless partition says otherwise.",
                            "[guest.csv, host.csv]",
                            new Several(1, 10_000, FREE))),
            entry("TableFiles.label", Field.free("Column that is 1 for what is to be found.", "FLAG")),
            entry(
                    "TableFiles.drop",
                    Field.free(
                            "Columns with a match in their name are no features: a regular expression.",
                            "'^(Index|Address)$'")),
            entry(
                    "TableFiles.distinct",
                    Field.free(
                            "Of rows with one value in this column, in all files, the first is kept; a row of the test file before all.",
                            "Address")),
            entry("TableFiles.test", Field.free("A file of rows that nobody trains on.", "test.csv")),
            entry("Mnist.directory", Field.free("Folder with the four published files, gzipped or not.", "mnist")),
            entry("FedHeart.directory", Field.free("Folder with the four processed.*.data files.", "fed-heart")),
            entry("Synthetic.alpha", Field.free("How unlike the exchanges' models are.", "1")),
            entry("Synthetic.beta", Field.free("How unlike their rows are.", "1")),
            entry("Synthetic.exchanges", Field.free("How many there are.", "30")),
            entry("Synthetic.mostRows", Field.free("Most rows of one exchange.", "2000")),
            entry("Clusters.rows", Field.free("Rows in all.", "10000")),
            entry("Clusters.features", Field.free("Number of features.", "20")),
            entry("Clusters.classes", Field.free("Number of classes.", "2")),
            entry("Clusters.distance", Field.free("Of the centres from the origin, in standard deviations.", "2")),
            entry("Quadratics.exchanges", Field.free("How many there are.", "10")),
            entry("Quadratics.dimensions", Field.free("Number of parameters.", "5")),
            entry(
                    "Quadratics.curvature",
                    Field.free("Curvatures are uniform between 1 and this; 1 is estimating a mean.", "4")),
            entry("Quadratics.spread", Field.free("Standard deviation of the exchanges' minima.", "1")),
            entry("HoldoutChoice.random", Field.free("A share at random, of each label the same.", "{share: 0.2}")),
            entry(
                    "HoldoutChoice.time",
                    Field.free(
                            "Train before a moment, test from another on.",
                            "{column: day, trainUntil: '2018-08-01', testFrom: '2018-08-08'}")),
            entry(
                    "HoldoutChoice.group",
                    Field.free(
                            "A share of the values of a column: no value is on both sides.",
                            "{column: customer, share: 0.2}")),
            entry("AtRandom.share", Field.free("Of the rows.", "0.2")),
            entry(
                    "Time.column",
                    Field.free(
                            "Column that holds the moment in every row, as numbers or ISO 8601, in UTC without a zone; no feature.",
                            "day")),
            entry("Time.trainUntil", Field.free("Rows before it are trained on.", "'2018-08-01'")),
            entry(
                    "Time.testFrom",
                    Field.free("Rows from it on are the test; what lies between is for nobody.", "'2018-08-08'")),
            entry("Group.column", Field.free("Column of groups; no feature.", "customer")),
            entry("Group.share", Field.free("Of its values.", "0.2")),
            entry("PartitionChoice.iid", Field.free("Equal parts at random.", "{}")),
            entry(
                    "PartitionChoice.dirichlet",
                    Field.free(
                            "For every group shares drawn from a Dirichlet distribution.", "{alpha: 0.3, by: label}")),
            entry(
                    "PartitionChoice.shards",
                    Field.free("Rows sorted by label and cut into shards.", "{perExchange: 2}")),
            entry("PartitionChoice.quantity", Field.free("Unlike amounts, alike otherwise.", "{sigma: 1}")),
            entry(
                    "PartitionChoice.column",
                    Field.free("One exchange for each value of a column.", "{name: TERMINAL_ID}")),
            entry(
                    "PartitionChoice.attackKind",
                    Field.free(
                            "Each exchange has seen some kinds of attack only.",
                            "{column: TX_FRAUD_SCENARIO, kinds: 1}")),
            entry("PartitionChoice.plugin", Field.free("Class of a plugin that is a Partition.", "MyPartition")),
            entry("Dirichlet.alpha", Field.free("The smaller, the more unlike.", "0.3")),
            entry("Dirichlet.by", Field.free("label, or a column.", "label")),
            entry("Shards.perExchange", Field.free("Shards of each exchange.", "2")),
            entry(
                    "Shards.alike",
                    Field.free(
                            "The last so many exchanges get their part of all rows at random instead; 0 where it is left out.",
                            "5")),
            entry("Quantity.sigma", Field.free("Standard deviation of the logarithm of sizes.", "1")),
            entry("Column.name", Field.free("Of the column; no feature.", "TERMINAL_ID")),
            entry("AttackKind.column", Field.free("That tells kinds apart; no feature.", "TX_FRAUD_SCENARIO")),
            entry("AttackKind.kinds", Field.free("How many each exchange has seen.", "1")),
            entry(
                    "Exchanges.count",
                    Field.free(
                            "How many there are; where it is left out 10 with a partition, else as many as the source has, or 10.",
                            "100")),
            entry("Exchanges.fraction", Field.free("Of them that is asked in a round; 1 where it is left out.", "0.1")),
            entry(
                    "Exchanges.availability",
                    Field.free("Chance that one that is asked is there; 1 where it is left out.", "0.9")),
            entry("Exchanges.stragglers", Field.free("Exchanges that are slow.", "{share: 0.9, send: partial}")),
            entry("Stragglers.share", Field.free("Of those that are there, drawn anew each round.", "0.9")),
            entry(
                    "Stragglers.send",
                    Field.free("partial: what some of its passes gave; nothing: it drops out.", "partial")),
            entry(
                    "Model.network",
                    Field.free(
                            "A network, trained by production's trainer.",
                            "{kind: mlp_classifier, hidden: [32, 16]}")),
            entry(
                    "Model.trees",
                    Field.free(
                            "Gradient-boosted trees by histograms, as many as there are rounds; see docs/trees.md.",
                            "{depth: 4, learningRate: 0.1}")),
            entry("Trees.depth", Field.free("Most splits between root and leaf, 1 to 8; 4 where it is left out.", "4")),
            entry(
                    "Trees.learningRate",
                    Field.free("Factor on every leaf, 0.01 to 1; 0.1 where it is left out.", "0.1")),
            entry("Trees.lambda", Field.free("Added to the curvature of a leaf; 1 where it is left out.", "1")),
            entry("Trees.minChildWeight", Field.free("Least curvature of a child; 1 where it is left out.", "1")),
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
                            new Several(0, 7, FREE))),
            entry("Network.activation", Field.free("Of the hidden layers; relu where it is left out.", "relu")),
            entry(
                    "Network.length",
                    Field.free(
                            "Rows of a customer that a sequence_classifier looks at; left out for other kinds.",
                            "16")),
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
            entry("Bounds.clipNorm", Field.free("Bound on the L2 norm of an update; 1000 where it is left out.", "10")),
            entry(
                    "Bounds.coordinateBound",
                    Field.free("Bound on each coordinate; 1 where it is left out, or clipNorm if that is less.", "1")),
            entry("Bounds.valueBits", Field.free("Bits of a word with its sign; 32 where it is left out.", "24")),
            entry(
                    "Bounds.maxWeight",
                    Field.free(
                            "The most rows that an exchange weighs; those of the largest where it is left out.",
                            "1000")),
            entry(
                    "AttackChoice.share",
                    Field.free(
                            "Of the exchanges that attack, those with the highest numbers; 0.2 where it is left out.",
                            "0.2")),
            entry("AttackChoice.none", Field.free("Nobody attacks; for sweeps.", "{}")),
            entry(
                    "AttackChoice.signFlip",
                    Field.free("The honest update, turned round; also called bit-flip.", "{factor: 1}")),
            entry("AttackChoice.labelFlip", Field.free("Trains on labels that are turned.", "{classes: 10}")),
            entry("AttackChoice.alie", Field.free("A little is enough (Baruch et al. 2019).", "{z: 1.5}")),
            entry("AttackChoice.ipm", Field.free("Inner product manipulation (Xie et al. 2020).", "{epsilon: 0.1}")),
            entry(
                    "AttackChoice.mimic",
                    Field.free("All attackers copy one honest exchange (Karimireddy et al. 2022).", "{}")),
            entry(
                    "AttackChoice.modelReplacement",
                    Field.free(
                            "A backdoor (Bagdasaryan et al. 2020).", "{feature: 0, value: 5, label: 0, share: 0.5}")),
            entry("AttackChoice.freeRider", Field.free("Sends the last update again, with noise.", "{noise: 0.1}")),
            entry("AttackChoice.noise", Field.free("Gaussian noise in the place of an update.", "{deviation: 0.1}")),
            entry("AttackChoice.plugin", Field.free("Class of a plugin that is an Attack.", "MyAttack")),
            entry("SignFlip.factor", Field.free("By which the update is stretched; 1 where it is left out.", "1")),
            entry("LabelFlip.classes", Field.free("How many there are; class k becomes classes - 1 - k.", "10")),
            entry("Alie.z", Field.free("How many standard deviations.", "1.5")),
            entry("Ipm.epsilon", Field.free("The stretch.", "0.1")),
            entry("ModelReplacement.feature", Field.free("Index of the feature that is the trigger.", "0")),
            entry("ModelReplacement.value", Field.free("Of the trigger, after scaling.", "5")),
            entry("ModelReplacement.label", Field.free("That rows with the trigger shall get.", "0")),
            entry("ModelReplacement.share", Field.free("Of the attacker's rows that carry the trigger.", "0.5")),
            entry(
                    "FreeRider.noise",
                    Field.free("Standard deviation, as a share of the last update's root mean square.", "0.1")),
            entry("Noise.deviation", Field.free("Standard deviation of each coordinate.", "0.1")),
            entry(
                    "DefenceChoice.buckets",
                    Field.free(
                            "Updates that are averaged at random before the defence looks; 1 where it is left out.",
                            "2")),
            entry("DefenceChoice.none", Field.free("Nothing; for sweeps.", "{}")),
            entry("DefenceChoice.mean", Field.free("The mean of the updates or buckets, for comparison.", "{}")),
            entry(
                    "DefenceChoice.normBound",
                    Field.free("Each exchange shrinks its update; works on a secure sum.", "{norm: 1}")),
            entry(
                    "DefenceChoice.centredClipping",
                    Field.free(
                            "Updates clipped around the last one (Karimireddy et al. 2021).",
                            "{radius: 10, iterations: 3, ownClipping: false}")),
            entry(
                    "DefenceChoice.krum",
                    Field.free("The updates nearest to their neighbours (Blanchard et al. 2017).", "{keep: 1}")),
            entry("DefenceChoice.median", Field.free("Of each coordinate (Yin et al. 2018).", "{}")),
            entry(
                    "DefenceChoice.trimmedMean",
                    Field.free("Of each coordinate without its ends (Yin et al. 2018).", "{}")),
            entry(
                    "DefenceChoice.geometricMedian",
                    Field.free("Nearest to all (Pillutla et al. 2022).", "{iterations: 8, smoothing: 0.000001}")),
            entry("DefenceChoice.plugin", Field.free("Class of a plugin that is a Defence.", "MyDefence")),
            entry("NormBound.norm", Field.free("Largest L2 norm.", "1")),
            entry("CentredClipping.radius", Field.free("How far from the centre an update may pull.", "10")),
            entry("CentredClipping.iterations", Field.free("Of moving the centre.", "3")),
            entry(
                    "CentredClipping.ownClipping",
                    Field.free("Whether exchanges clip before they send, which works on a secure sum.", "false")),
            entry(
                    "Krum.keep",
                    Field.free("How many are averaged; 1, Krum, where it is left out, more are multi-Krum.", "1")),
            entry("GeometricMedian.iterations", Field.free("Weiszfeld steps.", "8")),
            entry("GeometricMedian.smoothing", Field.free("Least distance that counts.", "0.000001")),
            entry("Evaluate.every", Field.free("So many rounds, 1 where it is left out, and after the last.", "5")),
            entry("Evaluate.target", Field.free("Metrics to reach.", "{accuracy: 0.97}")),
            entry(
                    "Evaluate.stop",
                    Field.free("Whether a run ends once the target is reached; false where it is left out.", "true")),
            entry("Target.loss", Field.free("At most.", "0.1")),
            entry("Target.accuracy", Field.free("At least.", "0.97")),
            entry("Target.averagePrecision", Field.free("At least.", "0.7")),
            entry("Target.rocAuc", Field.free("At least.", "0.9")),
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

    private static final Map<String, String> OTHERWISE = Map.of(
            "FedAveraging.learningRate", "1",
            "Scaffold.learningRate", "1",
            "SignFlip.factor", "1",
            "Krum.keep", "1");

    private static final Set<Class<?>> CHOICES = Set.of(
            Experiment.Data.class,
            Experiment.PartitionChoice.class,
            Experiment.Model.class,
            Experiment.StrategyChoice.class,
            Experiment.AttackChoice.class,
            Experiment.DefenceChoice.class);

    private ExperimentFields() {}

    static Map<String, Field> all() {
        return TABLE;
    }

    @Override
    public Field field(Class<?> owner, String component) {
        String key = owner.getSimpleName() + "." + component;
        return Optional.ofNullable(TABLE.get(key))
                .orElseThrow(() -> new IllegalStateException("field must be in the table, but was not: " + key));
    }

    /** Parameters that make their choice what its name says without them. */
    @Override
    public Optional<String> otherwise(Class<?> owner, String component) {
        return Optional.ofNullable(OTHERWISE.get(owner.getSimpleName() + "." + component));
    }

    @Override
    public boolean isChoice(Class<?> type) {
        return CHOICES.contains(type);
    }

    @Override
    public String mend() {
        return "Correct it; docs/experiment-file.md lists every key";
    }
}
