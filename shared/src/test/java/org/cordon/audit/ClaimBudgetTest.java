// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.cordon.cli.ExitCode;
import org.cordon.computation.evaluation.Evaluation;
import org.cordon.computation.network.NetworkTraining;
import org.cordon.computation.scaling.Scaling;
import org.cordon.privacy.Release;
import org.cordon.record.LogRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Claims 36 to 42 on a log of a task with differential privacy: they hold, and each falls to its own mutation. */
final class ClaimBudgetTest {
    @TempDir
    static Path folder;

    private static AuditReport honest;

    @BeforeAll
    static void writeAnHonestLog() throws Exception {
        honest = verified(HonestLog.Options.PRIVATE);
    }

    private static AuditReport verified(HonestLog.Options options) throws Exception {
        Path bundle = Files.createTempDirectory(folder, "log");
        HonestLog log = HonestLog.write(bundle, options);
        return Flips.verified(
                bundle,
                AuditOptions.NONE
                        .withPolicy(log.keys()
                                .policy(
                                        log.consortium().origin(),
                                        log.consortium().manifest()))
                        .withConsortium(log.consortium().consortium().id())
                        .withCutOff(log.end().plusSeconds(60)));
    }

    private static AuditReport falls(Claim claim, Malice malice) throws Exception {
        return Flips.only(
                claim, Verdict.FAIL, ExitCode.CHECK_FAILED, verified(HonestLog.Options.PRIVATE.with(malice)), honest);
    }

    @Test
    void anHonestLogKeepsItsBudget() {
        assertThat(honest.exitCode()).isEqualTo(ExitCode.OK);
        Set<Claim> pass =
                EnumSet.of(Claim.MECHANISM, Claim.BUDGET, Claim.EFFECTIVE_NOISE, Claim.CHARGED, Claim.OTHER_OUTPUTS);
        pass.forEach(claim ->
                assertThat(honest.claim(claim).verdict()).as(claim.title()).isEqualTo(Verdict.PASS));
        assertThat(honest.claim(Claim.AMPLIFICATION).verdict()).isEqualTo(Verdict.ATTESTED);
        assertThat(honest.claim(Claim.NOISE_DRAWN).verdict()).isEqualTo(Verdict.ATTESTED);
        AuditReport.BudgetLine budget = honest.tasks().get(0).budget().orElseThrow();
        assertThat(budget.epsilonMicro()).isEqualTo(8_000_000);
        assertThat(budget.charges()).isGreaterThanOrEqualTo(5);
        assertThat(budget.spentMicro()).isBetween(100_000L, 8_000_000L);
        assertThat(budget.spentMicroOfPerson()).isGreaterThan(budget.spentMicro());
        assertThat(budget.spentMicroOfCustomer()).as("ten records").isGreaterThan(budget.spentMicroOfPerson());
    }

    private static LogRecord.BudgetCharged with(LogRecord.BudgetCharged charged, Release release) {
        return new LogRecord.BudgetCharged(
                charged.scope(),
                charged.context(),
                release,
                charged.shareVariance(),
                charged.corrupt(),
                charged.effectiveMultiplierMicro());
    }

    @Test
    void moreNoiseIsChargedThanTheCharterApproved() throws Exception {
        falls(
                Claim.MECHANISM,
                Malice.instead(
                        LogRecord.BudgetCharged.class,
                        1,
                        (desk, charged) -> List.of(with(
                                charged,
                                new Release(
                                        charged.release().sensitivitySquared(),
                                        charged.release().multiplierMicro() + 1,
                                        charged.release().samplingThreshold())))));
    }

    @Test
    void aTaskMayOpenMoreThanItsGrantCovers() throws Exception {
        AuditReport report = verified(HonestLog.Options.BRIEF.under(HonestPrivacy.terms(300_000)));
        Flips.only(Claim.BUDGET, Verdict.FAIL, ExitCode.CHECK_FAILED, report, honest);
        assertThat(report.claim(Claim.BUDGET).reason().orElseThrow()).contains("epsilon of all sums together");
    }

    @Test
    void theNoiseOfTheSurvivorsIsOverstated() throws Exception {
        falls(
                Claim.EFFECTIVE_NOISE,
                Malice.instead(
                        LogRecord.BudgetCharged.class,
                        2,
                        (desk, charged) -> List.of(new LogRecord.BudgetCharged(
                                charged.scope(),
                                charged.context(),
                                charged.release(),
                                charged.shareVariance(),
                                charged.corrupt(),
                                charged.effectiveMultiplierMicro() + 1))));
    }

    @Test
    void aSumIsReleasedWithoutACharge() throws Exception {
        falls(Claim.CHARGED, Malice.without(LogRecord.BudgetCharged.class, 0));
    }

    @Test
    void aSumIsChargedTwice() throws Exception {
        falls(
                Claim.CHARGED,
                Malice.instead(LogRecord.BudgetCharged.class, 0, (desk, charged) -> List.of(charged, charged)));
    }

    /** What an auditor makes of a log whose charter promises noise that these stages do not have. */
    private static AuditReport bare(String... stages) throws Exception {
        AuditReport report = verified(HonestLog.Options.PRIVATE.bare(stages));
        assertThat(report.exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
        Set<Claim> failed = report.claims().stream()
                .filter(claim -> claim.verdict() == Verdict.FAIL)
                .map(ClaimResult::claim)
                .collect(Collectors.toSet());
        assertThat(failed).isEqualTo(EnumSet.of(Claim.BUDGET, Claim.OTHER_OUTPUTS));
        return report;
    }

    @Test
    void anEvaluationIsOpenedWithoutNoise() throws Exception {
        AuditReport report = bare(Evaluation.NAME);
        assertThat(report.claim(Claim.OTHER_OUTPUTS).reason().orElseThrow())
                .contains("stage 3, evaluation, must open its sums under noise");
        assertThat(report.claim(Claim.AMPLIFICATION).verdict()).isEqualTo(Verdict.ATTESTED);
    }

    @Test
    void noAmplificationIsClaimedWhereNothingIsSampled() throws Exception {
        AuditReport report = bare(NetworkTraining.NAME);
        assertThat(report.claim(Claim.AMPLIFICATION).verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
        assertThat(report.claim(Claim.NOISE_DRAWN).verdict()).isEqualTo(Verdict.ATTESTED);
    }

    @Test
    void nobodyAttestsToNoiseThatNoSumHas() throws Exception {
        AuditReport report = bare(Scaling.NAME, NetworkTraining.NAME, Evaluation.NAME);
        assertThat(report.claim(Claim.NOISE_DRAWN).verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
        assertThat(report.claim(Claim.AMPLIFICATION).verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
    }
}
