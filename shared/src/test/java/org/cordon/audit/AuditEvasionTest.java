// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.cordon.cli.ExitCode;
import org.cordon.log.Hash;
import org.cordon.record.LogRecord;
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

    private static List<Integer> failed(AuditReport report) {
        return report.claims().stream()
                .filter(result -> result.verdict() == Verdict.FAIL)
                .map(result -> result.claim().id())
                .toList();
    }
}
