// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cordon.cli.Cordon;
import org.cordon.cli.ExitCode;
import org.cordon.log.Hash;
import org.cordon.log.MalformedLog;
import org.cordon.log.TrustPolicy;
import org.cordon.member.AmendmentRejected;
import org.cordon.member.Entry;
import org.cordon.member.Manifest;
import org.cordon.member.VerifiedManifest;
import org.cordon.record.LogRecord;
import org.cordon.suite.Bytes;
import org.cordon.suite.SigningKey;
import org.cordon.wire.HistoryCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The coordinator's key is rotated: policy, checkpoint and history take the new key on one after the other, in any order. */
final class KeyRotationTest {
    @TempDir
    Path directory;

    private final HonestLog honest = HonestLogs.brief();
    private final Entry rotation = honest.consortium().entry(honest.consortium().rotation(0), Optional.empty());
    private final VerifiedManifest rotated = rotated();

    private VerifiedManifest rotated() {
        try {
            return honest.consortium().consortium().with(rotation).current();
        } catch (AmendmentRejected impossible) {
            throw new AssertionError(impossible);
        }
    }

    private SigningKey newKey() {
        return honest.keys().of(rotated.manifest().coordinator().identity());
    }

    private TrustPolicy policy(Manifest manifest) {
        return honest.keys().policy(honest.consortium().origin(), manifest);
    }

    private TrustPolicy oldPolicy() {
        return policy(honest.consortium().manifest());
    }

    private TrustPolicy newPolicy() {
        return policy(rotated.manifest());
    }

    private TrustPolicy bothKeys(boolean newFirst) throws MalformedLog {
        List<TrustPolicy.Log> logs = new ArrayList<>(oldPolicy().logs());
        logs.addAll(newFirst ? 0 : 1, newPolicy().logs());
        return TrustPolicy.of(
                logs, oldPolicy().witnesses(), oldPolicy().groups(), oldPolicy().quorum());
    }

    /** With the rotation before the seal of the log, signed with the new key. */
    private EditedLog afterRotation() {
        Bytes content = HistoryCodec.encodeEntry(rotation);
        Hash name = Hash.ofContent(content.toByteArray());
        return new EditedLog(honest)
                .insert(
                        honest.leaves().size() - 1,
                        new LogRecord.Amended(
                                LogRecord.Amended.Change.KEY_ROTATED,
                                honest.consortium().consortium().entries().size(),
                                name,
                                rotated.digest()))
                .blob(name, content.toByteArray())
                .signedBy(newKey())
                .policy(newPolicy());
    }

    private static AuditOptions unpinned() {
        return AuditOptions.NONE;
    }

    private static void holds(AuditReport report) {
        assertThat(report.exitCode()).as(report.claims().toString()).isEqualTo(ExitCode.OK);
        assertThat(report.claim(Claim.CHECKPOINT_SIGNED).verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.claim(Claim.NO_SPLIT_VIEW).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void policyNamesTheNewKeyWhileTheCheckpointCarriesTheOld() {
        Path log = new EditedLog(honest).policy(newPolicy()).write(directory);
        AuditReport report = Flips.verified(log, unpinned());
        holds(report);
        assertThat(report.claim(Claim.ACTORS_CERTIFIED).verdict()).isEqualTo(Verdict.PASS);
    }

    /** Who pinned the new key may have done so because the old one is stolen. */
    @Test
    void pinnedKeyIsTheOnlyOne() {
        AuditReport report = Flips.verified(honest.directory(), Flips.options().withPolicy(newPolicy()));
        assertThat(report.claim(Claim.CHECKPOINT_SIGNED).verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void checkpointCarriesTheNewKeyWhileThePolicyNamesTheOld() {
        AuditReport report = Flips.verified(afterRotation().policy(oldPolicy()).write(directory), unpinned());
        holds(report);
        assertThat(report.claim(Claim.ACTORS_CERTIFIED).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void checkpointBeforeTheRotationIsSignedAnew() {
        EditedLog anew = new EditedLog(honest).signedBy(newKey()).policy(newPolicy());
        AuditReport report = Flips.verified(anew.write(directory.resolve("anew")), unpinned());
        holds(report);
        assertThat(report.claim(Claim.ACTORS_CERTIFIED).verdict()).isEqualTo(Verdict.NO_EVIDENCE);
        assertThat(report.claim(Claim.ACTORS_CERTIFIED).reason().orElseThrow()).contains("rotation");
        Path few = anew.cosignedBy(List.of(1, 2)).write(directory.resolve("few"));
        assertThat(Flips.verified(few, unpinned()).claim(Claim.ACTORS_CERTIFIED).verdict())
                .isEqualTo(Verdict.FAIL);
    }

    @Test
    void keyThatWasReplacedSignsNoMore() {
        SigningKey old =
                honest.keys().of(honest.consortium().manifest().coordinator().identity());
        Path log = afterRotation().policy(oldPolicy()).signedBy(old).write(directory);
        AuditReport report = Flips.verified(log, unpinned());
        assertThat(report.claim(Claim.ACTORS_CERTIFIED).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
    }

    @Test
    void twoKeysInOnePolicyAreBothTheLogs() throws MalformedLog {
        Path after = afterRotation().write(directory);
        for (boolean newFirst : new boolean[] {false, true}) {
            AuditOptions options = Flips.options().withPolicy(bothKeys(newFirst));
            holds(Flips.verified(after, options));
            holds(Flips.verified(honest.directory(), options));
        }
    }

    private String diff(int exit, Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> line = new ArrayList<>(List.of("audit", "diff"));
        Arrays.stream(arguments).map(Object::toString).forEach(line::add);
        int ended = new Cordon(
                        List.of(new AuditCommands()), new PrintWriter(out, true), new PrintWriter(err, true), directory)
                .run(line.toArray(String[]::new));
        assertThat(ended).as(out + "\n" + err).isEqualTo(exit);
        return out + "\n" + err;
    }

    @Test
    void logsBeforeAndAfterARotationAreOne() throws Exception {
        Path before = new EditedLog(honest).drop(honest.leaves().size() - 1).write(directory.resolve("before"));
        Path after = afterRotation().write(directory.resolve("after"));
        assertThat(diff(0, before, after)).contains("B extends A");
        assertThat(diff(0, after, before)).contains("A extends B");
        Path split = new EditedLog(honest).drop(honest.leaves().size() - 3).write(directory.resolve("split"));
        assertThat(diff(1, after, split)).contains("both checkpoints are signed by the log's key");
        Path pinned = Files.write(directory.resolve("pinned"), newPolicy().toBytes());
        assertThat(diff(1, split.resolve("checkpoint"), after, "--policy", pinned))
                .contains("together they are evidence");
        Path stranger = new EditedLog(honest)
                .signedBy(honest.keys().of(honest.keys().draw()))
                .write(directory.resolve("stranger"));
        assertThat(diff(1, after, stranger)).contains("is not signed by a key");
    }
}
