// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.cordon.cli.ExitCode;
import org.cordon.record.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody can tell from what an audit says on how many processors it ran. */
final class AuditWorkersTest {
    private static final int[] THREADS = {1, 2, 7};

    @TempDir
    Path directory;

    @Test
    void resultsComeInOrder() {
        for (int threads : THREADS) {
            try (AuditWorkers workers = new AuditWorkers(threads)) {
                for (int size = 0; size < 40; size++) {
                    List<Integer> items = IntStream.range(0, size).boxed().toList();
                    assertThat(workers.map(items, item -> item + 1))
                            .isEqualTo(IntStream.rangeClosed(1, size).boxed().toList());
                }
            }
        }
    }

    @Test
    void whatAPartThrowsComesOut() {
        try (AuditWorkers workers = new AuditWorkers(3)) {
            assertThatThrownBy(() -> workers.map(List.of(4, 2, 0, 1), item -> 4 / item))
                    .isInstanceOf(CompletionException.class)
                    .hasRootCauseInstanceOf(ArithmeticException.class);
        }
    }

    @Test
    void forgedSignaturesAreToldTheSameOnAnyNumberOfThreads() throws AuditRefused {
        Malice forging = new Malice() {
            private int seen;

            @Override
            List<LogRecord> commit(Desk desk, List<LogRecord> records) {
                return records.stream().map(this::forged).toList();
            }

            private LogRecord forged(LogRecord record) {
                boolean forges = record instanceof LogRecord.ResultReceipt && seen++ % 3 == 0;
                return forges
                        ? new LogRecord.ResultReceipt(
                                ClaimIdentityTest.forged(((LogRecord.ResultReceipt) record).signed()))
                        : record;
            }
        };
        Path log = HonestLog.write(directory, HonestLog.Options.BRIEF.with(forging))
                .directory();
        AuditReport one = AuditVerify.run(Bundle.open(log), Flips.options(), 1);
        assertThat(one.exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(one.claim(Claim.ACTORS_CERTIFIED).leaves()).hasSizeGreaterThan(5);
        for (int threads : THREADS) {
            assertThat(AuditVerify.run(Bundle.open(log), Flips.options(), threads))
                    .isEqualTo(one);
        }
    }
}
