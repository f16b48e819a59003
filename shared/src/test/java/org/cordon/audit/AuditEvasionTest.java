// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cordon.cli.ExitCode;
import org.cordon.log.Hash;
import org.cordon.log.MalformedLog;
import org.cordon.log.NoteSignature;
import org.cordon.log.SignedCheckpoint;
import org.cordon.log.SignedNote;
import org.cordon.record.LogRecord;
import org.cordon.record.NoteKeys;
import org.cordon.suite.Bytes;
import org.cordon.suite.SigningKey;
import org.cordon.suite.VerifyKey;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attempts to be judged less strictly: by what is missing, what comes late, and what comes twice. */
final class AuditEvasionTest {
    @TempDir
    Path directory;

    private final HonestLog honest = HonestLogs.brief();

    /** The log is stale; that one blob is missing as well must not turn this into a lack of evidence. */
    @Test
    void aMissingBlobHidesNoFailure() {
        AuditOptions later = Flips.options().withCutOff(honest.end().plus(Duration.ofDays(3650)));
        Hash cohort = honest.leaves().stream()
                .map(leaf -> leaf.statement().record())
                .filter(LogRecord.CohortFixed.class::isInstance)
                .map(record -> ((LogRecord.CohortFixed) record).cohort())
                .findFirst()
                .orElseThrow();
        Path stale = new EditedLog(honest).write(directory.resolve("stale"));
        Path holed = new EditedLog(honest).withoutBlob(cohort).write(directory.resolve("holed"));
        List<Integer> failed = failed(Flips.verified(stale, later));
        assertThat(failed).isNotEmpty();
        AuditReport report = Flips.verified(holed, later);
        assertThat(failed(report)).containsAll(failed);
        assertThat(report.exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
    }

    @Test
    void aStatePublishedTwiceDoesNotBlindTheAuditor() {
        Path twice = HonestLog.write(
                        directory,
                        HonestLog.Options.BRIEF.with(Malice.instead(
                                LogRecord.ModelPublished.class, 0, (desk, published) -> List.of(published, published))))
                .directory();
        AuditReport report = Flips.verified(twice, Flips.options());
        assertThat(report.exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(failed(report)).contains(Claim.MODEL_CHAIN.id());
    }

    @Test
    void anAttemptThatWasNeverOpenedIsTold() {
        Path unopened = HonestLog.write(
                        directory,
                        HonestLog.Options.BRIEF.with(
                                Malice.instead(LogRecord.RoundOpened.class, 1, (desk, opened) -> List.of())))
                .directory();
        assertThat(Flips.verified(unopened, Flips.options()).exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
    }

    /** A member that keeps evidence of a fork beside its mirror can still be audited. */
    @Test
    void evidenceOfAForkIsNoForeignFile() throws IOException {
        Path bundle = new EditedLog(honest).write(directory);
        Files.createDirectories(bundle.resolve("evidence"));
        Files.writeString(bundle.resolve("evidence/17-held.note"), "held");
        AuditReport report = Flips.verified(bundle, Flips.options());
        assertThat(report.exitCode()).as(report.claims().toString()).isEqualTo(ExitCode.OK);
        Files.writeString(bundle.resolve("evidence/other"), "no evidence");
        assertThat(Flips.verified(bundle, Flips.options()).exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
    }

    /** Tiles go before their checkpoint: whoever copies then has some that no checkpoint speaks of. */
    @Test
    void aCopyMadeWhileTheWriterPublishesIsNoFailure() throws IOException {
        int last = honest.leaves().size() - 1;
        Path copy = new EditedLog(honest).drop(last).write(directory.resolve("copy"));
        Path whole = new EditedLog(honest).write(directory.resolve("whole"));
        for (var file : EditedLog.files(whole).entrySet()) {
            if (file.getKey().startsWith("tile/") || file.getKey().equals("checkpoint-history/" + (last + 1))) {
                Files.write(copy.resolve(file.getKey()), file.getValue());
            }
        }
        Files.writeString(copy.resolve("checkpoint.tmp"), "half of a no");
        AuditReport report = Flips.verified(copy, Flips.options());
        assertThat(report.exitCode()).as(report.claims().toString()).isEqualTo(ExitCode.OK);
        assertThat(report.claim(Claim.TREE_REBUILT).verdict()).isEqualTo(Verdict.PASS);
        Files.writeString(copy.resolve("checkpoint-history/" + (last + 9)), "of no tiles");
        assertThat(failed(Flips.verified(copy, Flips.options()))).isNotEmpty();
    }

    @Test
    void aPeriodHidesNoLaterTime() {
        int last = honest.leaves().size() - 1;
        Instant early = honest.leaves().get(last / 2).statement().at();
        Path back = new EditedLog(honest)
                .at(last, honest.leaves().get(1).statement().at())
                .write(directory);
        AuditReport report = Flips.verified(back, Flips.options().withPeriod(Optional.empty(), Optional.of(early)));
        assertThat(failed(report)).containsExactly(Claim.TIMES.id());
    }

    /** The checkpoint is the newest, whatever the period: who cosigned it is told by the rosters up to it. */
    @Test
    void aPeriodIsJudgedUnderTheKeysOfTheCheckpoint() {
        HonestKeys keys = HonestLogs.brief().keys();
        Path late = HonestLog.write(directory, HonestLog.Options.BRIEF.with(new Malice() {
                    @Override
                    VerifyKey witness(int epoch, int member, VerifyKey real) {
                        return epoch > 2
                                ? real
                                : keys.witness(honest.consortium().origin(), 70 + member)
                                        .verifyKey();
                    }
                }))
                .directory();
        Instant early =
                honest.of(LogRecord.EpochOpened.class).get(1).statement().at();
        AuditReport report = Flips.verified(late, Flips.options().withPeriod(Optional.empty(), Optional.of(early)));
        assertThat(report.exitCode()).as(report.claims().toString()).isEqualTo(ExitCode.OK);
        assertThat(report.claim(Claim.NO_SPLIT_VIEW).verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.claim(Claim.FRESH).verdict()).isEqualTo(Verdict.PASS);
    }

    /** The attempt ended because premasks of a pair differed: that it did so is the coordinator's word. */
    @Test
    void whoIsLeftOutForAMismatchIsAttested() {
        Path mismatch = HonestLog.write(directory, HonestLog.Options.BRIEF.with(new Malice() {
                    @Override
                    List<LogRecord> commit(Desk desk, List<LogRecord> records) {
                        return records.stream()
                                .filter(record -> !(record instanceof LogRecord.ComplaintMade))
                                .map(AuditEvasionTest::atReady)
                                .toList();
                    }
                }))
                .directory();
        AuditReport report = Flips.verified(mismatch, Flips.options());
        Flips.only(Claim.COHORT_COMPLETE, Verdict.ATTESTED, ExitCode.OK, report);
        assertThat(report.claim(Claim.COHORT_COMPLETE).attestedBy()).contains("the coordinator");
        assertThat(report.claim(Claim.COHORT_COMPLETE).reason().orElseThrow()).contains("premasks");
    }

    private static LogRecord atReady(LogRecord record) {
        return record instanceof LogRecord.RoundAborted aborted
                        && aborted.reason() == CoordinatorMessage.Aborted.Reason.COMPLAINTS
                ? new LogRecord.RoundAborted(aborted.scope(), Step.READY, aborted.reason(), aborted.end())
                : record;
    }

    /** A witness's clock that nothing can be reckoned with. */
    @Test
    void aCosignatureOfTheFarFutureIsRefused() throws IOException, MalformedLog {
        Path bundle = new EditedLog(honest).write(directory);
        SignedCheckpoint signed = SignedCheckpoint.parse(Files.readAllBytes(bundle.resolve("checkpoint")));
        List<NoteSignature> lines = new ArrayList<>(signed.note().signatures());
        lines.set(1, timed(1, Long.MAX_VALUE - 7, signed.checkpoint().text()));
        Files.write(
                bundle.resolve("checkpoint"),
                SignedNote.of(signed.checkpoint().text(), lines).toBytes());
        AuditReport report = Flips.verified(bundle, Flips.options());
        assertThat(report.exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(failed(report)).containsExactly(Claim.NO_SPLIT_VIEW.id());
    }

    private NoteSignature timed(int member, long seconds, String text) {
        SigningKey witness = honest.keys().witness(honest.consortium().origin(), member);
        byte[] signature = witness.signNote(
                        Bytes.of(("cosignature/v1\ntime " + seconds + "\n" + text).getBytes(StandardCharsets.UTF_8)))
                .toByteArray();
        return NoteSignature.of(
                NoteKeys.witness(honest.consortium().origin(), member, witness.verifyKey()),
                ByteBuffer.allocate(Long.BYTES + signature.length)
                        .putLong(seconds)
                        .put(signature)
                        .array());
    }

    private static List<Integer> failed(AuditReport report) {
        return report.claims().stream()
                .filter(result -> result.verdict() == Verdict.FAIL)
                .map(result -> result.claim().id())
                .toList();
    }
}
