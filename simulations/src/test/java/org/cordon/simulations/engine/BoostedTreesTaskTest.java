// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.cordon.audit.AuditOptions;
import org.cordon.audit.AuditReport;
import org.cordon.audit.AuditVerify;
import org.cordon.audit.Bundle;
import org.cordon.audit.Claim;
import org.cordon.audit.Verdict;
import org.cordon.computation.Computations;
import org.cordon.computation.NoisyCounts;
import org.cordon.computation.Report;
import org.cordon.computation.StagedComputation;
import org.cordon.computation.Stages;
import org.cordon.computation.binning.Binning;
import org.cordon.computation.binning.BinningPlan;
import org.cordon.computation.evaluation.Evaluation;
import org.cordon.computation.evaluation.EvaluationPlan;
import org.cordon.computation.evaluation.Metrics;
import org.cordon.computation.trees.BoostedTrees;
import org.cordon.computation.trees.ColumnSample;
import org.cordon.computation.trees.TrainedTrees;
import org.cordon.computation.trees.TreesPlan;
import org.cordon.coordinator.log.LogPlace;
import org.cordon.coordinator.round.TaskListener;
import org.cordon.coordinator.store.SqliteCoordinatorStore;
import org.cordon.log.DirectoryLog;
import org.cordon.participant.contribution.ContributionContext;
import org.cordon.participant.contribution.Contributors;
import org.cordon.participant.contribution.ScoredRows;
import org.cordon.participant.data.Table;
import org.cordon.participant.round.Contribution;
import org.cordon.participant.round.MemberStore;
import org.cordon.participant.round.PrivacyLedger;
import org.cordon.participant.store.MemoryMemberStore;
import org.cordon.participant.training.DenseTrainer;
import org.cordon.privacy.PrivacyUnit;
import org.cordon.privacy.Release;
import org.cordon.privacy.UnitBound;
import org.cordon.suite.Bytes;
import org.cordon.task.PrivacyTerms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Boosted trees under differential privacy, by real members of a consortium over the protocol: what is learnt, charged and audited. */
class BoostedTreesTaskTest {
    private static final List<String> FEATURES = List.of("amount", "hour", "age", "flag");
    private static final List<String> COLUMNS = List.of("amount", "hour", "age", "flag", "fraud");
    private static final UnitBound CUSTOMERS = new UnitBound(PrivacyUnit.CUSTOMER, 2);
    private static final NoisyCounts COUNTS = new NoisyCounts(CUSTOMERS, 2_000_000);
    private static final int CUSTOMERS_OF_ONE = 3000;
    private static final int ZOOMS = 2;
    private static final TreesPlan TREES = new TreesPlan(
            FEATURES,
            3,
            2,
            new TreesPlan.Growth(0.5, 20, 20, 0),
            ColumnSample.ALL,
            1,
            100_000,
            200,
            true,
            Optional.of(COUNTS));

    @TempDir
    Path directory;

    private static Stages stages() {
        return Stages.of(
                new Stages.Stage(
                        "binning",
                        Binning.NAME,
                        new BinningPlan(FEATURES, 100_000, 15, ZOOMS, Optional.of(COUNTS)).encode()),
                new Stages.Stage("trees", BoostedTrees.NAME, TREES.encode()),
                new Stages.Stage(
                        "evaluation",
                        Evaluation.NAME,
                        new EvaluationPlan(32, 100_000, 200, Optional.of(COUNTS)).encode()));
    }

    /** Three rows of every customer, of whom two count; the first two features tell fraud. */
    private static Table rows(int member) {
        SplittableRandom random = new SplittableRandom(member);
        int rows = 3 * CUSTOMERS_OF_ONE;
        float[] values = new float[rows * FEATURES.size()];
        float[] labels = new float[rows];
        long[] customers = new long[rows];
        for (int row = 0; row < rows; row++) {
            customers[row] = row / 3;
            labels[row] = random.nextInt(4) == 0 ? 1 : 0;
            for (int k = 0; k < FEATURES.size(); k++) {
                values[row * FEATURES.size() + k] = (float) (random.nextGaussian() + (k < 2 ? 2 * labels[row] : 0));
            }
        }
        return Table.of(FEATURES, rows, values, Optional.of(labels)).withUnits(customers);
    }

    private static Contribution contribution(int member) {
        Table rows = rows(member);
        ContributionContext context = new ContributionContext(member, new DenseTrainer());
        return (query, state) -> Contributors.installed().encode(StagedComputation.NAME, query, state, rows, context);
    }

    private static LocalConsortium.Job job() {
        PrivacyTerms terms = new PrivacyTerms(
                CUSTOMERS,
                Optional.empty(),
                20_000_000,
                6,
                new PrivacyTerms.Clip.Fixed(1_000_000),
                PrivacyTerms.Accountant.PLD);
        return new LocalConsortium.Job(
                Computations.installed(),
                stages(),
                List.of(1 + ZOOMS + 1, TREES.sums() + 2, 2),
                Optional.of(terms),
                COLUMNS,
                BoostedTreesTaskTest::contribution);
    }

    @Test
    void treesAreLearntWithinTheGrantAndTheLogShowsIt() throws Exception {
        Path bundle = directory.resolve("log");
        Map<Integer, MemberStore> stores = new HashMap<>();
        Report report;
        try (DirectoryLog log = DirectoryLog.open(bundle);
                SqliteCoordinatorStore store = SqliteCoordinatorStore.open(directory.resolve("coordinator"));
                LocalConsortium consortium = new LocalConsortium(job(), store, LogPlace.in(log, true))) {
            consortium.start(member -> stores.computeIfAbsent(member, any -> new MemoryMemberStore()));
            Bytes last = consortium.submit(TaskListener.SILENT).get(180, TimeUnit.SECONDS);
            consortium.seal();
            report = new StagedComputation(Computations.installed()).report(last);
        }
        requireLearnt(report);
        requireKept(AuditVerify.run(
                Bundle.open(bundle), AuditOptions.NONE.withCutOff(Instant.now().plusSeconds(60))));
        stores.values().forEach(BoostedTreesTaskTest::requireCharged);
    }

    /** On rows that no member has: they rank, and their probabilities are those of the rows, one in four of which has label 1. */
    private static void requireLearnt(Report report) {
        assertThat(report.figures().get("evaluation/rocAuc"))
                .as("AUC under noise")
                .isGreaterThan(0.85);
        TrainedTrees trees = TrainedTrees.decode(report.output(BoostedTrees.NAME));
        assertThat(trees.trees()).hasSize(3);
        Table test = rows(99);
        double[] scores = ScoredRows.of(trees, test);
        assertThat(Metrics.of(scores, test.copyLabels().orElseThrow()).rocAuc()).isGreaterThan(0.85);
        assertThat(Arrays.stream(scores).average().orElseThrow()).isBetween(0.2, 0.3);
    }

    private static void requireKept(AuditReport report) {
        assertThat(report.claims()).noneMatch(claim -> claim.verdict() == Verdict.FAIL);
        Set<Claim> kept = EnumSet.of(Claim.MECHANISM, Claim.BUDGET, Claim.EFFECTIVE_NOISE, Claim.CHARGED);
        kept.forEach(claim ->
                assertThat(report.claim(claim).verdict()).as(claim.title()).isEqualTo(Verdict.PASS));
        AuditReport.BudgetLine budget = report.tasks().get(0).budget().orElseThrow();
        assertThat(budget.charges()).isGreaterThanOrEqualTo(1 + ZOOMS + TREES.sums() + 1);
        assertThat(budget.spentMicro()).isLessThanOrEqualTo(budget.epsilonMicro());
    }

    /** Every sum of the trees, of the start, the levels and the calibration, at the price of a level. */
    private static void requireCharged(MemberStore store) {
        SortedMap<String, SortedMap<Release, Long>> charges = PrivacyLedger.charges(store.ledger());
        assertThat(charges).hasSize(1);
        Map<Release, Long> ofTask = charges.get(charges.firstKey());
        assertThat(ofTask.get(TREES.noisy().orElseThrow().release())).isBetween((long) TREES.sums(), TREES.sums() + 2L);
    }
}
