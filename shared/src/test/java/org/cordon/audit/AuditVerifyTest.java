// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.cordon.cli.ExitCode;
import org.cordon.log.Hash;
import org.cordon.log.SignedCheckpoint;
import org.cordon.record.InputList;
import org.cordon.record.Leaf;
import org.cordon.record.LogRecord;
import org.cordon.suite.Bytes;
import org.cordon.suite.SeededRandomness;
import org.cordon.suite.SigningKey;
import org.cordon.wire.BlobCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An honest log passes: whole, without its archive, and pruned; and what is archived decides what is recomputed. */
final class AuditVerifyTest {
    private static final Set<Claim> NOT_IN_THIS_VERSION = EnumSet.of(
            Claim.COORDINATOR_BUILD,
            Claim.PARTICIPANT_BUILD,
            Claim.INPUTS_BOUNDED,
            Claim.MECHANISM,
            Claim.BUDGET,
            Claim.EFFECTIVE_NOISE,
            Claim.AMPLIFICATION,
            Claim.NOISE_DRAWN,
            Claim.CHARGED,
            Claim.OTHER_OUTPUTS,
            Claim.OVERRIDES,
            Claim.DELIVERIES);

    @TempDir
    Path directory;

    private static Set<Claim> with(AuditReport report, Verdict verdict) {
        return report.claims().stream()
                .filter(claim -> claim.verdict() == verdict)
                .map(ClaimResult::claim)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Claim.class)));
    }

    private static SignedCheckpoint early(Bundle bundle) throws Exception {
        long size = bundle.reader().checkpointSizes().get(2);
        return SignedCheckpoint.parse(bundle.reader().checkpointAt(size).orElseThrow());
    }

    @Test
    void everyClaimOfAnHonestLogHolds() throws Exception {
        HonestLog log = HonestLog.write(directory, HonestLog.Options.STANDARD);
        Bundle bundle = Bundle.open(directory);
        AuditOptions options = AuditOptions.NONE
                .withCutOff(log.end())
                .withSince(early(bundle))
                .withPolicy(bundle.policy())
                .withConsortium(log.consortium().consortium().id());
        AuditReport report = AuditVerify.run(bundle, options);
        assertThat(report.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(with(report, Verdict.FAIL)).isEmpty();
        assertThat(with(report, Verdict.NO_EVIDENCE)).isEmpty();
        assertThat(with(report, Verdict.NOT_APPLICABLE)).isEqualTo(NOT_IN_THIS_VERSION);
        assertThat(with(report, Verdict.ATTESTED)).containsExactly(Claim.COHORT_COMPLETE);
        assertThat(AuditVerify.run(Bundle.open(directory), options)).isEqualTo(report);
    }

    @Test
    void theReportTellsOfTasksRoundsAndHistory() throws Exception {
        HonestLog log = HonestLog.write(directory, HonestLog.Options.STANDARD);
        AuditReport report = AuditVerify.run(Bundle.open(directory), AuditOptions.NONE);
        assertThat(report.tasks()).extracting(AuditReport.TaskLine::name).containsExactly("fraud", "counts");
        assertThat(report.tasks().get(0).ended()).isPresent();
        assertThat(report.rounds()).hasSize(log.of(LogRecord.RoundOpened.class).size());
        assertThat(report.rounds()).extracting(AuditReport.RoundLine::end).contains("published", "dead", "aborted");
        assertThat(report.amendments())
                .hasSize(1 + log.of(LogRecord.Amended.class).size());
        assertThat(report.limits()).hasSize(4);
        assertThat(report.witnesses()).isNotEmpty();
        assertThat(report.policySource()).contains("bundle's own");
        assertThat(with(report, Verdict.NO_EVIDENCE)).containsExactly(Claim.APPEND_ONLY, Claim.FRESH);
    }

    @Test
    void withoutTheArchiveTheSumIsNotReplayedButTheStatesAre() throws Exception {
        HonestLog.write(directory, HonestLog.Options.BRIEF.withoutArchive());
        AuditReport report = AuditVerify.run(Bundle.open(directory), AuditOptions.NONE);
        assertThat(report.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(report.claim(Claim.AGGREGATE_REPLAYED).verdict()).isEqualTo(Verdict.NO_EVIDENCE);
        assertThat(report.claim(Claim.AGGREGATE_REPLAYED).reason().orElseThrow())
                .contains("not archived");
        assertThat(report.claim(Claim.MODEL_RECOMPUTED).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void whatTheRetentionRuleLetGoIsNoFailure(@TempDir Path pruned) throws Exception {
        HonestLog log = HonestLog.write(directory, HonestLog.Options.BRIEF);
        EditedLog edited = new EditedLog(log);
        expiring(log).forEach(edited::withoutBlob);
        Path bundle = edited.write(pruned);
        AuditReport late = AuditVerify.run(
                Bundle.open(bundle),
                AuditOptions.NONE
                        .withCutOff(log.end().plus(HonestLog.RETENTION).plusSeconds(60))
                        .withMaxAge(HonestLog.RETENTION.multipliedBy(2)));
        assertThat(late.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(late.claim(Claim.AGGREGATE_REPLAYED).reason().orElseThrow()).contains("deleted by rule");
        assertThat(late.claim(Claim.RECORDS_WELL_FORMED).verdict()).isEqualTo(Verdict.PASS);
        AuditReport early = AuditVerify.run(Bundle.open(bundle), AuditOptions.NONE.withCutOff(log.end()));
        assertThat(early.exitCode()).isEqualTo(ExitCode.EVIDENCE_MISSING);
        assertThat(with(early, Verdict.FAIL)).containsExactly(Claim.RECORDS_WELL_FORMED);
    }

    private static List<Hash> expiring(HonestLog log) {
        List<Hash> names = new ArrayList<>();
        for (Leaf leaf : log.leaves()) {
            RecordBlobs.of(leaf.statement().record()).stream()
                    .filter(RecordBlobs.Named::mayExpire)
                    .forEach(named -> names.add(named.name()));
        }
        return names;
    }

    @Test
    void maskedInputsThatNobodySignedAreFound() throws Exception {
        Malice swapped = Malice.<LogRecord.AggregateReleased>instead(
                LogRecord.AggregateReleased.class, 1, (desk, record) -> List.of(swapped(desk, record)));
        HonestLog.write(directory, HonestLog.Options.BRIEF.with(swapped));
        AuditReport report = AuditVerify.run(Bundle.open(directory), AuditOptions.NONE);
        assertThat(with(report, Verdict.FAIL)).containsExactly(Claim.AGGREGATE_REPLAYED);
        assertThat(report.claim(Claim.AGGREGATE_REPLAYED).leaves()).hasSize(1);
        assertThat(report.exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
    }

    private static LogRecord swapped(Malice.Desk desk, LogRecord.AggregateReleased record) {
        List<InputList.Input> inputs =
                BlobCodec.inputs(desk.blob(record.inputs().orElseThrow())).inputs();
        List<InputList.Input> changed = new ArrayList<>(inputs);
        changed.set(0, new InputList.Input(inputs.get(0).member(), inputs.get(1).content()));
        return new LogRecord.AggregateReleased(
                record.scope(),
                record.context(),
                record.sum(),
                record.content(),
                record.opened(),
                Optional.of(desk.blob(BlobCodec.inputs(new InputList(changed)))));
    }

    @Test
    void aSumThatWasChangedIsFound() throws Exception {
        Malice forged = Malice.<LogRecord.AggregateReleased>instead(
                LogRecord.AggregateReleased.class, 0, (desk, record) -> List.of(forged(desk, record)));
        HonestLog.write(directory, HonestLog.Options.BRIEF.with(forged));
        AuditReport report = AuditVerify.run(Bundle.open(directory), AuditOptions.NONE);
        assertThat(with(report, Verdict.FAIL)).containsExactly(Claim.AGGREGATE_REPLAYED);
    }

    private static LogRecord forged(Malice.Desk desk, LogRecord.AggregateReleased record) {
        byte[] words = desk.blob(record.content()).toByteArray();
        words[0] ^= 1;
        return new LogRecord.AggregateReleased(
                record.scope(),
                record.context(),
                record.sum(),
                desk.blob(Bytes.of(words)),
                record.opened(),
                record.inputs());
    }

    @Test
    void aCheckpointThatTheTreeDoesNotExtendIsFound(@TempDir Path other) throws Exception {
        HonestLog log = HonestLog.write(directory, HonestLog.Options.BRIEF);
        Path edited = new EditedLog(log).drop(log.leaves().size() - 3).write(other);
        AuditReport report = AuditVerify.run(
                Bundle.open(edited),
                AuditOptions.NONE.withSince(Bundle.open(directory).checkpoint()));
        assertThat(report.claim(Claim.APPEND_ONLY).verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void aKeyThatIsNotPinnedLeavesNoEvidence(@TempDir Path other) throws Exception {
        HonestLog log = HonestLog.write(directory, HonestLog.Options.BRIEF);
        Path edited = new EditedLog(log)
                .signedBy(SigningKey.generate(SeededRandomness.forTesting(4)))
                .write(other);
        AuditReport report = AuditVerify.run(Bundle.open(edited), AuditOptions.NONE);
        assertThat(with(report, Verdict.FAIL)).containsExactly(Claim.CHECKPOINT_SIGNED);
        assertThat(with(report, Verdict.PASS)).isEmpty();
    }

    @Test
    void aPeriodTellsOnlyOfItself() throws Exception {
        HonestLog log = HonestLog.write(
                directory, HonestLog.Options.BRIEF.with(Malice.without(LogRecord.UploadReceipt.class, 0)));
        Bundle bundle = Bundle.open(directory);
        assertThat(with(AuditVerify.run(bundle, AuditOptions.NONE), Verdict.FAIL))
                .containsExactly(Claim.NOTHING_AFTER_DROP);
        AuditOptions after =
                AuditOptions.NONE.withPeriod(Optional.of(log.end().minus(Duration.ofMinutes(2))), Optional.empty());
        assertThat(AuditVerify.run(bundle, after).exitCode()).isEqualTo(ExitCode.OK);
        AuditOptions before = AuditOptions.NONE.withPeriod(
                Optional.empty(), Optional.of(log.leaves().get(3).statement().at()));
        assertThat(AuditVerify.run(bundle, before).exitCode()).isEqualTo(ExitCode.OK);
    }

    @Test
    void verifyingWritesNothing() throws Exception {
        HonestLog.write(directory, HonestLog.Options.BRIEF);
        Set<String> before = new TreeSet<>(EditedLog.files(directory).keySet());
        AuditVerify.run(Bundle.open(directory), AuditOptions.NONE);
        assertThat(EditedLog.files(directory).keySet()).isEqualTo(before);
    }
}
