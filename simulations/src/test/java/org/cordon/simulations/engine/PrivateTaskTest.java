// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
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
import org.cordon.computation.StagedComputation;
import org.cordon.computation.Stages;
import org.cordon.computation.evaluation.Evaluation;
import org.cordon.computation.evaluation.EvaluationPlan;
import org.cordon.computation.network.NetworkTraining;
import org.cordon.computation.network.PrivateSgd;
import org.cordon.computation.network.TrainingPlan;
import org.cordon.computation.scaling.Scaling;
import org.cordon.computation.scaling.ScalingPlan;
import org.cordon.coordinator.log.LogPlace;
import org.cordon.coordinator.round.TaskListener;
import org.cordon.coordinator.store.SqliteCoordinatorStore;
import org.cordon.log.DirectoryLog;
import org.cordon.model.Activation;
import org.cordon.model.FedAvg;
import org.cordon.model.NetworkSpec;
import org.cordon.participant.contribution.ContributionContext;
import org.cordon.participant.contribution.Contributors;
import org.cordon.participant.data.Table;
import org.cordon.participant.round.Contribution;
import org.cordon.participant.round.MemberStore;
import org.cordon.participant.round.PrivacyLedger;
import org.cordon.participant.store.MemoryMemberStore;
import org.cordon.participant.training.DenseTrainer;
import org.cordon.privacy.PoissonSampling;
import org.cordon.privacy.PrivacyUnit;
import org.cordon.privacy.Release;
import org.cordon.privacy.UnitBound;
import org.cordon.suite.Bytes;
import org.cordon.task.PrivacyTerms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole task with differential privacy, from counts for the scaling over steps with an adaptive clip to the evaluation, by real
 * members: it learns, its log keeps claims 36 to 42, and every member has charged what it sent.
 */
@Timeout(400)
class PrivateTaskTest {
    private static final List<String> FEATURES = List.of("amount", "hour", "age", "flag");
    private static final List<String> COLUMNS = List.of("amount", "hour", "age", "flag", "fraud");
    private static final UnitBound CUSTOMERS = new UnitBound(PrivacyUnit.CUSTOMER, 2);
    private static final int CUSTOMERS_OF_ONE = 3000;
    private static final int STEPS = 12;
    private static final NoisyCounts COUNTS = new NoisyCounts(CUSTOMERS, 3_000_000);

    @TempDir
    Path directory;

    private static PrivateSgd steps() {
        return new PrivateSgd(
                CUSTOMERS,
                0.5,
                Optional.of(new PrivateSgd.Adaptive(60)),
                800_000,
                PoissonSampling.ofRate(0.2).threshold(),
                5L * CUSTOMERS_OF_ONE,
                2 * CUSTOMERS_OF_ONE);
    }

    private static Stages stages() {
        TrainingPlan plan = new TrainingPlan(
                NetworkSpec.mlpClassifier(Activation.RELU, FEATURES.size(), 1), steps(), new FedAvg(2), STEPS, 200, 3);
        return Stages.of(
                new Stages.Stage(
                        "scaling",
                        Scaling.NAME,
                        new ScalingPlan(FEATURES, 100_000, 64, 16, 1)
                                .under(COUNTS)
                                .encode()),
                new Stages.Stage("network", NetworkTraining.NAME, plan.encode()),
                new Stages.Stage(
                        "evaluation",
                        Evaluation.NAME,
                        new EvaluationPlan(32, 100_000, 200, Optional.of(COUNTS)).encode()));
    }

    private static PrivacyTerms terms() {
        return new PrivacyTerms(
                CUSTOMERS,
                Optional.empty(),
                20_000_000,
                6,
                new PrivacyTerms.Clip.Adaptive(500_000, 60),
                PrivacyTerms.Accountant.PLD);
    }

    /** Two rows of every customer; the first two features tell fraud. */
    private static Table rows(int member) {
        SplittableRandom random = new SplittableRandom(member);
        int rows = 2 * CUSTOMERS_OF_ONE;
        float[] values = new float[rows * FEATURES.size()];
        float[] labels = new float[rows];
        long[] customers = new long[rows];
        for (int row = 0; row < rows; row++) {
            customers[row] = row / 2;
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
        return new LocalConsortium.Job(
                Computations.installed(),
                stages(),
                List.of(3, STEPS + 2, 2),
                Optional.of(terms()),
                COLUMNS,
                PrivateTaskTest::contribution);
    }

    @Test
    void aTaskLearnsWithinItsGrantAndTheLogShowsIt() throws Exception {
        Path bundle = directory.resolve("log");
        Map<Integer, MemberStore> stores = new HashMap<>();
        Map<String, Double> figures;
        try (DirectoryLog log = DirectoryLog.open(bundle);
                SqliteCoordinatorStore store = SqliteCoordinatorStore.open(directory.resolve("coordinator"));
                LocalConsortium consortium = new LocalConsortium(job(), store, LogPlace.in(log, true))) {
            consortium.start(member -> stores.computeIfAbsent(member, any -> new MemoryMemberStore()));
            Bytes last = consortium.submit(TaskListener.SILENT).get(180, TimeUnit.SECONDS);
            consortium.seal();
            figures =
                    new StagedComputation(Computations.installed()).report(last).figures();
        }
        assertThat(figures.get("evaluation/rocAuc")).as("AUC under noise").isGreaterThan(0.85);
        requireKept(AuditVerify.run(
                Bundle.open(bundle), AuditOptions.NONE.withCutOff(Instant.now().plusSeconds(60))));
        stores.values().forEach(PrivateTaskTest::requireCharged);
    }

    private static void requireKept(AuditReport report) {
        assertThat(report.claims()).noneMatch(claim -> claim.verdict() == Verdict.FAIL);
        Set<Claim> kept =
                EnumSet.of(Claim.MECHANISM, Claim.BUDGET, Claim.EFFECTIVE_NOISE, Claim.CHARGED, Claim.OTHER_OUTPUTS);
        kept.forEach(claim ->
                assertThat(report.claim(claim).verdict()).as(claim.title()).isEqualTo(Verdict.PASS));
        assertThat(report.claim(Claim.AMPLIFICATION).verdict()).isEqualTo(Verdict.ATTESTED);
        AuditReport.BudgetLine budget = report.tasks().get(0).budget().orElseThrow();
        assertThat(budget.charges()).isGreaterThanOrEqualTo(2 + STEPS + 1);
        assertThat(budget.spentMicro()).isLessThanOrEqualTo(budget.epsilonMicro());
    }

    private static void requireCharged(MemberStore store) {
        SortedMap<String, SortedMap<Release, Long>> charges = PrivacyLedger.charges(store.ledger());
        assertThat(charges).hasSize(1);
        Map<Release, Long> ofTask = charges.get(charges.firstKey());
        assertThat(ofTask.get(steps().release())).isBetween((long) STEPS, STEPS + 2L);
        assertThat(ofTask.values().stream().mapToLong(Long::longValue).sum()).isBetween(3L + STEPS, 7L + STEPS);
    }
}
