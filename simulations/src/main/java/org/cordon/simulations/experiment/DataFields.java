// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.experiment;

import static java.util.Map.entry;

import java.util.Map;
import org.cordon.yaml.Field;
import org.cordon.yaml.Field.Several;

/** What the keys about rows, who holds them and which are held out mean; a part of {@link ExperimentFields}. */
final class DataFields {
    static final Map<String, Field> TABLE = Map.ofEntries(
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
                            new Several(1, 16, ExperimentFields.FREE))),
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
                            new Several(1, 10_000, ExperimentFields.FREE))),
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
            entry("AttackKind.kinds", Field.free("How many each exchange has seen.", "1")));

    private DataFields() {}
}
