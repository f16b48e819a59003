// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.cordon.cli.ExitCode;
import org.cordon.log.Checkpoint;
import org.cordon.log.Hash;
import org.cordon.log.MalformedLog;
import org.cordon.log.SignedCheckpoint;
import org.cordon.record.LogRecord;
import org.cordon.suite.Bytes;
import org.cordon.suite.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Claims 1 to 8: the log as a whole. */
final class ClaimLogTest {
    @TempDir
    Path directory;

    private final HonestLog honest = HonestLogs.brief();

    private EditedLog edited() {
        return new EditedLog(honest);
    }

    private int last() {
        return honest.leaves().size() - 1;
    }

    @Test
    void checkpointSignedByTheKeyOfAnother() {
        var stranger = honest.keys().of(honest.keys().draw());
        Flips.only(1, edited().signedBy(stranger).write(directory));
    }

    @Test
    void hashInATileIsFlipped() throws IOException {
        edited().write(directory);
        flip(directory.resolve("tile/0/000.p").resolve("" + honest.leaves().size()));
        Flips.only(2, directory);
    }

    @Test
    void leafIsNotTheOneThatTheRootIsOf() throws IOException {
        edited().write(directory);
        flip(directory
                .resolve("tile/entries/000.p")
                .resolve("" + honest.leaves().size()));
        Flips.only(2, directory);
    }

    private static void flip(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    @Test
    void logDoesNotGoOnFromTheLastVisit() throws MalformedLog {
        EditedLog other = edited().at(last(), honest.end());
        SignedCheckpoint visit = SignedCheckpoint.parse(other.note());
        AuditOptions since = Flips.options().withSince(visit);
        Flips.only(Claim.APPEND_ONLY, Verdict.FAIL, ExitCode.CHECK_FAILED, Flips.verified(honest.directory(), since));
    }

    @Test
    void logIsShorterThanAtTheLastVisit() throws MalformedLog {
        SignedCheckpoint visit = SignedCheckpoint.parse(edited().note());
        AuditOptions since = Flips.options().withSince(visit);
        Flips.only(
                Claim.APPEND_ONLY,
                Verdict.FAIL,
                ExitCode.CHECK_FAILED,
                Flips.verified(edited().drop(last()).write(directory), since));
    }

    @Test
    void cosignaturesAreOlderThanTheAuditorAllows() {
        AuditOptions late = Flips.options().withCutOff(honest.end().plus(Duration.ofDays(3)));
        Flips.only(Claim.FRESH, Verdict.FAIL, ExitCode.CHECK_FAILED, Flips.verified(honest.directory(), late));
    }

    @Test
    void splitViewHasNoQuorum() {
        Flips.only(
                Claim.NO_SPLIT_VIEW,
                Verdict.FAIL,
                ExitCode.EVIDENCE_MISSING,
                Flips.verified(edited().cosignedBy(List.of(1, 2, 3)).write(directory), Flips.options()));
    }

    @Test
    void lastLeafIsNoRecord() {
        Flips.only(6, edited().raw(last(), new byte[] {1, 2, 3}).write(directory));
    }

    @Test
    void blobIsMissing() {
        LogRecord.AggregateReleased released = (LogRecord.AggregateReleased)
                honest.of(LogRecord.AggregateReleased.class).get(0).statement().record();
        Flips.only(
                Claim.RECORDS_WELL_FORMED,
                Verdict.FAIL,
                ExitCode.EVIDENCE_MISSING,
                Flips.verified(edited().withoutBlob(released.opened()).write(directory), Flips.options()));
    }

    @Test
    void somethingFollowsTheSeal() {
        Flips.only(
                6,
                edited().insert(last(), new LogRecord.LogSealed(LogRecord.LogSealed.Cause.CLOSED))
                        .write(directory));
    }

    @Test
    void timeGoesBack() {
        Instant before = honest.leaves().get(0).statement().at();
        Flips.only(7, edited().at(last(), before).write(directory));
    }

    @Test
    void recordIsFromTheFuture() {
        Flips.only(7, edited().at(last(), honest.end().plus(Duration.ofDays(2))).write(directory));
    }

    @Test
    void resultNamesACheckpointOfAnotherTree() {
        Flips.only(8, mutant("result"));
    }

    @Test
    void openNamesACheckpointOfAnotherTree() {
        Flips.only(8, mutant("open"));
    }

    @Test
    void proposalNamesACheckpointOfAnotherTree() {
        Flips.only(8, mutant("survivors"));
    }

    private Path mutant(String type) {
        return HonestLog.write(directory, HonestLog.Options.BRIEF.with(new Malice() {
                    @Override
                    Bytes checkpoint(Scope scope, String of, Bytes honestText) {
                        if (!of.equals(type) || scope.epoch() != 3) {
                            return honestText;
                        }
                        try {
                            Checkpoint real = Checkpoint.parse(honestText.toByteArray());
                            return HonestWriter.text(
                                    new Checkpoint(real.origin(), real.size(), Hash.ofText("another tree")));
                        } catch (MalformedLog impossible) {
                            throw new AssertionError(impossible);
                        }
                    }
                }))
                .directory();
    }
}
