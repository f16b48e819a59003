// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cordon.cli.ExitCode;
import org.cordon.log.Hash;
import org.cordon.record.InputList;
import org.cordon.record.Leaf;
import org.cordon.record.LogRecord;
import org.cordon.suite.Bytes;
import org.cordon.wire.BlobCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the charter's retention rule lets go is no failure, and what was let go too early is. */
final class PrunedBundleTest {
    @TempDir
    Path directory;

    private final HonestLog honest = HonestLogs.brief();

    /** Without sums, opened secrets, inputs and the first state, and cosigned shortly before the cut-off. */
    private Path pruned(Instant cutOff) {
        return pruned(honest, new EditedLog(honest).cosignedAt(cutOff.minusSeconds(60)), directory);
    }

    private static Path pruned(HonestLog whole, EditedLog log, Path directory) {
        for (Leaf leaf : whole.leaves()) {
            LogRecord record = leaf.statement().record();
            if (record instanceof LogRecord.AggregateReleased released) {
                log.withoutBlob(released.content()).withoutBlob(released.opened());
                released.inputs().ifPresent(list -> {
                    inputs(whole, list).inputs().forEach(input -> log.withoutBlob(input.content()));
                    log.withoutBlob(list);
                });
            } else if (record instanceof LogRecord.TaskApproved task) {
                log.withoutBlob(task.initialState());
            }
        }
        return log.write(directory);
    }

    private static InputList inputs(HonestLog whole, Hash list) {
        return BlobCodec.inputs(
                Bytes.of(Optional.ofNullable(whole.blobs().get(list.hex())).orElseThrow()));
    }

    private AuditReport verified(Instant cutOff) {
        return Flips.verified(pruned(cutOff), Flips.options().withCutOff(cutOff));
    }

    @Test
    void afterTheRetentionThereIsNoEvidence() {
        AuditReport report = verified(honest.end().plus(HonestLog.RETENTION).plus(Duration.ofDays(1)));
        assertThat(report.exitCode()).as(report.claims().toString()).isEqualTo(ExitCode.OK);
        for (Claim claim : List.of(Claim.AGGREGATE_REPLAYED, Claim.MODEL_RECOMPUTED, Claim.NO_DIFFERENCING)) {
            assertThat(report.claim(claim).verdict()).isEqualTo(Verdict.NO_EVIDENCE);
            assertThat(report.claim(claim).reason().orElseThrow()).contains("deleted by rule");
        }
        assertThat(report.claim(Claim.RECORDS_WELL_FORMED).verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.claim(Claim.SURVIVORS_CERTIFIED).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void beforeTheRetentionEndsBlobsAreMissing() {
        AuditReport report = verified(honest.end().plus(Duration.ofDays(30)));
        assertThat(report.exitCode()).isEqualTo(ExitCode.EVIDENCE_MISSING);
        assertThat(report.claim(Claim.RECORDS_WELL_FORMED).verdict()).isEqualTo(Verdict.FAIL);
    }

    /** Nothing is recorded, nor cosigned, after the end of the last task; without a cut-off nobody knows how long ago that was. */
    @Test
    void quietLogIsInOrderWithoutACutOff() {
        AuditReport report = Flips.verified(pruned(honest, new EditedLog(honest), directory), AuditOptions.NONE);
        assertThat(report.exitCode()).as(report.claims().toString()).isEqualTo(ExitCode.OK);
        for (Claim claim : List.of(Claim.FRESH, Claim.RECORDS_WELL_FORMED, Claim.AGGREGATE_REPLAYED)) {
            assertThat(report.claim(claim).verdict()).isEqualTo(Verdict.NO_EVIDENCE);
            assertThat(report.claim(claim).reason().orElseThrow()).contains("--at");
        }
    }

    @Test
    void taskThatGoesOnKeepsItsBlobsWithoutACutOff() {
        EditedLog running = new EditedLog(honest).drop(honest.leaves().size() - 2);
        AuditReport report = Flips.verified(pruned(honest, running, directory), AuditOptions.NONE);
        assertThat(report.exitCode()).isEqualTo(ExitCode.EVIDENCE_MISSING);
        assertThat(report.claim(Claim.RECORDS_WELL_FORMED).verdict()).isEqualTo(Verdict.FAIL);
    }

    /** A round is opened while the receipts of the last sum come in, so its record stands before the publication. */
    @Test
    void roundsThatOverlapLeaveNoEvidenceEither(@TempDir Path whole) {
        HonestLog log = HonestLog.write(whole, HonestLog.Options.BRIEF.with(new Overlap()));
        AuditReport complete = Flips.verified(log.directory(), Flips.options());
        assertThat(complete.exitCode()).as(complete.claims().toString()).isEqualTo(ExitCode.OK);
        assertThat(complete.claim(Claim.MODEL_CHAIN).verdict()).isEqualTo(Verdict.PASS);
        Instant cutOff = log.end().plus(HonestLog.RETENTION).plus(Duration.ofDays(1));
        Path bundle = pruned(log, new EditedLog(log).cosignedAt(cutOff.minusSeconds(60)), directory.resolve("pruned"));
        AuditReport report = Flips.verified(bundle, Flips.options().withCutOff(cutOff));
        assertThat(report.exitCode()).as(report.claims().toString()).isEqualTo(ExitCode.OK);
        assertThat(report.claim(Claim.AGGREGATE_REPLAYED).verdict()).isEqualTo(Verdict.NO_EVIDENCE);
    }

    /** The order in which a coordinator in production writes. */
    private static final class Overlap extends Malice {
        private final List<LogRecord> held = new ArrayList<>();

        @Override
        List<LogRecord> commit(Desk desk, List<LogRecord> records) {
            List<LogRecord> changed = new ArrayList<>();
            boolean opens = records.stream().anyMatch(LogRecord.RoundOpened.class::isInstance);
            if (!opens) {
                changed.addAll(held);
                held.clear();
            }
            for (LogRecord record : records) {
                boolean publishes =
                        record instanceof LogRecord.ModelPublished || record instanceof LogRecord.EvaluationReleased;
                (publishes ? held : changed).add(record);
            }
            if (opens) {
                changed.addAll(held);
                held.clear();
            }
            return changed;
        }
    }

    @Test
    void withoutArchivedInputsSumsAreNotReplayed() {
        HonestLog log = HonestLog.write(directory, HonestLog.Options.BRIEF.withoutArchive());
        AuditReport report = Flips.verified(log.directory(), Flips.options());
        assertThat(report.exitCode()).as(report.claims().toString()).isEqualTo(ExitCode.OK);
        assertThat(report.claim(Claim.AGGREGATE_REPLAYED).verdict()).isEqualTo(Verdict.NO_EVIDENCE);
    }
}
