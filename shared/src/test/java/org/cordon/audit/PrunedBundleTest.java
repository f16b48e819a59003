// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
        EditedLog log = new EditedLog(honest).cosignedAt(cutOff.minusSeconds(60));
        for (Leaf leaf : honest.leaves()) {
            LogRecord record = leaf.statement().record();
            if (record instanceof LogRecord.AggregateReleased released) {
                log.withoutBlob(released.content()).withoutBlob(released.opened());
                released.inputs().ifPresent(list -> {
                    inputs(list).inputs().forEach(input -> log.withoutBlob(input.content()));
                    log.withoutBlob(list);
                });
            } else if (record instanceof LogRecord.TaskApproved task) {
                log.withoutBlob(task.initialState());
            }
        }
        return log.write(directory);
    }

    private InputList inputs(Hash list) {
        return BlobCodec.inputs(
                Bytes.of(Optional.ofNullable(honest.blobs().get(list.hex())).orElseThrow()));
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

    @Test
    void withoutArchivedInputsSumsAreNotReplayed() {
        HonestLog log = HonestLog.write(directory, HonestLog.Options.BRIEF.withoutArchive());
        AuditReport report = Flips.verified(log.directory(), Flips.options());
        assertThat(report.exitCode()).as(report.claims().toString()).isEqualTo(ExitCode.OK);
        assertThat(report.claim(Claim.AGGREGATE_REPLAYED).verdict()).isEqualTo(Verdict.NO_EVIDENCE);
    }
}
