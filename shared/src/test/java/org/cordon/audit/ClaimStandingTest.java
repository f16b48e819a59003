// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cordon.cli.ExitCode;
import org.cordon.member.Amendment;
import org.cordon.member.Consortium;
import org.cordon.member.Entry;
import org.cordon.member.VerifiedManifest;
import org.cordon.record.LogRecord;
import org.cordon.wire.HistoryCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Claims 14 and 16: what was replaced counts no more. */
final class ClaimStandingTest {
    @TempDir
    Path directory;

    private Path written(Malice malice) {
        return HonestLog.write(directory, HonestLog.Options.BRIEF.with(malice)).directory();
    }

    /** A coordinator that knows of an admission and of new keys, and goes on as if it did not. */
    @Test
    void epochIsOpenedUnderAManifestThatWasReplaced() {
        Flips.only(16, written(new Malice() {
            private Optional<VerifiedManifest> founding = Optional.empty();

            @Override
            VerifiedManifest manifest(int epoch, Consortium consortium) {
                if (founding.isEmpty()) {
                    founding = Optional.of(consortium.current());
                }
                return epoch == 2 ? founding.orElseThrow() : consortium.current();
            }
        }));
    }

    /** The amendment comes between the last step of the set-up and its record. */
    @Test
    void amendmentMayOvertakeTheRecordOfAnEpoch() {
        Path log = written(before(LogRecord.EpochOpened.class, 1, 4));
        AuditReport report = Flips.verified(log, Flips.options());
        assertThat(report.exitCode()).as(report.claims().toString()).isEqualTo(ExitCode.OK);
        assertThat(report.claim(Claim.NO_DOWNGRADE).verdict()).isEqualTo(Verdict.PASS);
    }

    /** Members 1 to 4 approve; the quorum is 4. */
    @Test
    void charterIsApprovedWithAKeyThatWasReplaced() {
        Flips.only(14, written(before(LogRecord.TaskApproved.class, 0, 1)));
    }

    @Test
    void keyThatApprovedNothingMayBeReplaced() {
        Path log = written(before(LogRecord.TaskApproved.class, 0, 5));
        AuditReport report = Flips.verified(log, Flips.options());
        assertThat(report.exitCode()).as(report.claims().toString()).isEqualTo(ExitCode.OK);
    }

    /** A member gets another approver right before the {@code nth} record of a kind. */
    private static Malice before(Class<? extends LogRecord> kind, int nth, int member) {
        return new Malice() {
            private int seen;

            @Override
            List<LogRecord> commit(Desk desk, List<LogRecord> records) {
                List<LogRecord> changed = new ArrayList<>();
                for (LogRecord record : records) {
                    if (kind.isInstance(record) && seen++ == nth) {
                        changed.add(replaced(desk, member));
                    }
                    changed.add(record);
                }
                return changed;
            }
        };
    }

    private static LogRecord replaced(Malice.Desk desk, int member) {
        HonestConsortium consortium = desk.consortium();
        Amendment.ApproverReplaced change = consortium.replacement(member);
        Entry entry = consortium.entry(change, Optional.empty());
        consortium.take(entry);
        return new LogRecord.Amended(
                HonestConsortium.kind(change),
                consortium.consortium().entries().size() - 1,
                desk.blob(HistoryCodec.encodeEntry(entry)),
                consortium.digest());
    }
}
