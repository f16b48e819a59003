// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.LongStream;
import org.cordon.cli.ExitCode;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;
import org.junit.jupiter.api.Test;

/** What failures mean for the verdicts of other claims, and for the exit code. */
final class JudgementTest {
    private final Judgement judgement = new Judgement();

    private static Seen at(long index, int round) {
        return new Seen(index, Instant.EPOCH, Place.of(new Scope(Digest.ZERO, 1, round, 0, 0)));
    }

    private ClaimResult result(Claim claim) {
        return judgement.results().get(claim.id() - 1);
    }

    @Test
    void whatNothingWasSaidOfIsNotApplicable() {
        assertThat(judgement.results())
                .hasSize(45)
                .allSatisfy(claim -> assertThat(claim.verdict()).isEqualTo(Verdict.NOT_APPLICABLE));
        assertThat(judgement.exitCode()).isEqualTo(ExitCode.OK);
    }

    @Test
    void aFailureIsOwedToTheClaimBelowIfItIsAtTheSamePlace() {
        judgement.saw(Claim.REVEALERS_SURVIVED);
        judgement.fail(Claim.SURVIVORS_CERTIFIED, at(3, 1), "no certificate");
        judgement.fail(Claim.REVEALERS_SURVIVED, at(4, 1), "no survivor");
        assertThat(result(Claim.SURVIVORS_CERTIFIED).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(result(Claim.SURVIVORS_CERTIFIED).leaves()).containsExactly(3L);
        assertThat(result(Claim.REVEALERS_SURVIVED).verdict()).isEqualTo(Verdict.NO_EVIDENCE);
        assertThat(result(Claim.SAME_ROSTER).verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
    }

    @Test
    void aFailureElsewhereStandsOnItsOwn() {
        judgement.fail(Claim.SURVIVORS_CERTIFIED, at(3, 1), "no certificate");
        judgement.fail(Claim.REVEALERS_SURVIVED, at(9, 2), "no survivor");
        assertThat(result(Claim.REVEALERS_SURVIVED).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(result(Claim.REVEALERS_SURVIVED).leaves()).containsExactly(9L);
    }

    @Test
    void aFailureOfTheWholeLogCoversAllThatLeansOnIt() {
        judgement.saw(Claim.NO_DIFFERENCING, Claim.CHECKPOINT_SIGNED);
        judgement.fail(
                Claim.TREE_REBUILT, new Failure(Failure.NO_LEAF, Place.LOG, Failure.Weight.HARD, "another root"));
        judgement.fail(Claim.NO_DIFFERENCING, at(9, 2), "exposed");
        assertThat(result(Claim.NO_DIFFERENCING).verdict()).isEqualTo(Verdict.NO_EVIDENCE);
        assertThat(result(Claim.CHECKPOINT_SIGNED).verdict()).isEqualTo(Verdict.PASS);
        assertThat(result(Claim.TREE_REBUILT).leaves()).isEmpty();
    }

    @Test
    void whatIsOnlyMissingIsExitCode3AndTakesNoEvidenceFromOthers() {
        judgement.saw(Claim.TIMES);
        judgement.fail(
                Claim.RECORDS_WELL_FORMED, new Failure(5, Place.LOG, Failure.Weight.MISSING, "a blob is missing"));
        assertThat(judgement.exitCode()).isEqualTo(ExitCode.EVIDENCE_MISSING);
        assertThat(result(Claim.TIMES).verdict()).isEqualTo(Verdict.PASS);
        judgement.fail(Claim.ONE_AGGREGATE, at(7, 2), "twice");
        assertThat(judgement.exitCode())
                .as("a failure of the whole of claim 6 covers what leans on it")
                .isEqualTo(ExitCode.EVIDENCE_MISSING);
        judgement.fail(Claim.CHECKPOINT_SIGNED, at(7, 2), "unsigned");
        assertThat(judgement.exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
    }

    @Test
    void failuresOutsideThePeriodAreNotTold() {
        judgement.tell(false);
        judgement.fail(Claim.ONE_AGGREGATE, at(7, 2), "twice");
        judgement.tell(true);
        assertThat(judgement.exitCode()).isEqualTo(ExitCode.OK);
    }

    @Test
    void leavesAreCappedAndTheRestIsCounted() {
        LongStream.range(0, 5000).forEach(leaf -> judgement.fail(Claim.ONE_AGGREGATE, at(leaf, 1), "twice"));
        assertThat(result(Claim.ONE_AGGREGATE).leaves()).hasSize(ClaimResult.MOST_LEAVES);
        assertThat(result(Claim.ONE_AGGREGATE).reason()).isEqualTo(Optional.of("twice; and 4999 more"));
    }

    @Test
    void whoAttestsIsNamed() {
        judgement.saw(Claim.COHORT_COMPLETE);
        judgement.attested(Claim.COHORT_COMPLETE, "the coordinator", "it says so");
        assertThat(result(Claim.COHORT_COMPLETE).attestedBy()).contains("the coordinator");
        judgement.lacking(Claim.COHORT_COMPLETE, "no roster");
        assertThat(result(Claim.COHORT_COMPLETE).verdict()).isEqualTo(Verdict.NO_EVIDENCE);
    }
}
