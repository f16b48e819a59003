// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.laboratory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.cordon.participant.data.Table;
import org.cordon.simulations.experiment.ExperimentReading;
import org.cordon.simulations.experiment.Run;
import org.cordon.simulations.plugin.Plugins;
import org.cordon.simulations.summing.PlainSumming;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Pooled trees against XGBoost with the same parameters; the library and the data are looked for beside the repository. */
@Tag("long")
class XgboostTest {
    private static final List<Integer> BINS = List.of(31, 63, 127, 255);
    private static final int ASSERTED = 63;

    private static final String PLAN = """
            seeds: [1]
            rounds: 100
            exchanges: {count: 5}
            model: {trees: {depth: 4, learningRate: 0.1, bins: BINS}}
            """;

    private static final String ETHEREUM = """
            name: ethereum
            data:
              table: {files: [ethereum-accounts/accounts.csv], label: FLAG, drop: 'ERC20|^Index$|^Address$', distinct: Address}
              holdout: {random: {share: 0.25}}
            """;

    private static final String CREDIT = """
            name: credit
            data:
              table: {files: [credit-default/default_credit_homo_guest.csv, credit-default/default_credit_homo_host_1.csv, credit-default/default_credit_homo_host_2.csv], label: y, drop: '^id$', test: credit-default/default_credit_homo_test.csv}
              partition: {iid: {}}
            """;

    private static final String CARDS = """
            name: cards
            data:
              table: {files: [card-fraud/transactions.csv.gz], label: TX_FRAUD, drop: '_ID$|^TX_TIME_|^TX_DATETIME$|SCENARIO'}
              holdout: {time: {column: TX_DATETIME, trainUntil: '2018-08-01', testFrom: '2018-08-08'}}
            """;

    private static final String CLUSTERS = """
            name: clusters
            data:
              clusters: {rows: 20000, features: 10, classes: 2, distance: 1.5}
              holdout: {random: {share: 0.25}}
            """;

    /**
     * Equal parameters are those of {@link #ASSERTED}. Other numbers of bins are printed: where their edges lie moves either by more than
     * 0.01 where few rows have label 1 (docs/trees.md).
     */
    private static void compare(String data) throws InterruptedException {
        for (int bins : BINS) {
            Path base = data.contains("clusters:") ? Path.of("") : publicData();
            Run run = ExperimentReading.of(Path.of("e.yaml"), data + PLAN.replace("BINS", Integer.toString(bins)))
                    .orFail()
                    .get(0);
            Ground ground = new Preparation(base, Plugins.load(List.of())).ground(run, new PlainSumming());
            StagedTrial trial = new StagedTrial(run.settings().model().trees().orElseThrow(), run, ground, share -> {});
            double ours =
                    averagePrecision(trial, trial.outputs(ground.pooled(), 0).orElseThrow());
            double other = averagePrecision(trial, Averaging.doubles(predicted(ground.pooled(), ground.test(), bins)));
            System.out.printf(
                    Locale.ROOT,
                    "%s, %d bins: average precision %.4f, of XGBoost %.4f, difference %+.4f%n",
                    run.settings().name(),
                    bins,
                    ours,
                    other,
                    ours - other);
            if (bins == ASSERTED) {
                assertThat(ours).isCloseTo(other, within(0.01));
            }
        }
    }

    private static double averagePrecision(StagedTrial trial, double[] outputs) {
        return Optional.ofNullable(trial.judge(outputs).get("averagePrecision")).orElseThrow();
    }

    private static float[] predicted(Table rows, Table test, int bins) {
        try {
            Map<String, Object> parameters = new TreeMap<>();
            parameters.put("objective", "binary:logistic");
            parameters.put("tree_method", "hist");
            parameters.put("max_bin", bins);
            parameters.put("eta", 0.1);
            parameters.put("max_depth", 4);
            parameters.put("lambda", 1);
            parameters.put("min_child_weight", 1);
            parameters.put("gamma", 0);
            parameters.put("base_score", (double) rows.positives() / rows.rows());
            parameters.put("nthread", 2);
            Booster booster = XGBoost.train(matrix(rows), parameters, 100, Map.of(), null, null);
            float[][] predictions = booster.predict(matrix(test));
            float[] scores = new float[predictions.length];
            for (int row = 0; row < scores.length; row++) {
                scores[row] = predictions[row][0];
            }
            return scores;
        } catch (XGBoostError | LinkageError missing) {
            return abort("skipped: XGBoost does not run here: " + missing);
        }
    }

    private static DMatrix matrix(Table rows) throws XGBoostError {
        DMatrix matrix = new DMatrix(rows.copyValues(), rows.rows(), rows.features(), Float.NaN);
        matrix.setLabel(rows.copyLabels().orElseThrow());
        return matrix;
    }

    private static Path publicData() {
        Path folder = Optional.ofNullable(System.getenv("CORDON_TEST_DATA"))
                .map(Path::of)
                .orElseGet(() -> Path.of("")
                        .toAbsolutePath()
                        .resolve("../../shared/data")
                        .normalize());
        assumeTrue(
                Files.exists(folder.resolve("ethereum-accounts/accounts.csv")),
                () -> "skipped: no public data in " + folder + "; say where it is with CORDON_TEST_DATA");
        return folder;
    }

    @Test
    void clusters() throws InterruptedException {
        compare(CLUSTERS);
    }

    @Test
    void ethereumAccounts() throws InterruptedException {
        compare(ETHEREUM);
    }

    @Test
    void creditDefault() throws InterruptedException {
        compare(CREDIT);
    }

    @Test
    void cardFraud() throws InterruptedException {
        compare(CARDS);
    }
}
