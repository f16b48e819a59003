// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cordon.cli.ExitCode;
import org.cordon.log.Hash;
import org.cordon.member.Entry;
import org.cordon.record.LogRecord;
import org.cordon.suite.Body;
import org.cordon.suite.Randomness;
import org.cordon.suite.SeededRandomness;
import org.cordon.suite.Signature;
import org.cordon.suite.Signed;
import org.cordon.suite.VerifyKey;
import org.cordon.sum.epoch.EpochBody;
import org.cordon.sum.epoch.Speaker;
import org.cordon.sum.round.RoundBody;
import org.cordon.wire.BlobCodec;
import org.cordon.wire.HistoryCodec;
import org.cordon.wire.ProtoCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Claims 9 to 13: who said it. */
final class ClaimIdentityTest {
    @TempDir
    Path directory;

    private Path written(Malice malice) {
        return HonestLog.write(directory, HonestLog.Options.BRIEF.with(malice)).directory();
    }

    static <B extends Body> Signed<B> forged(Signed<B> signed) {
        byte[] signature = signed.signature().toByteArray();
        signature[10] ^= 1;
        return new Signed<>(signed.body(), signed.exact(), Signature.of(signature));
    }

    /** A member that does not exist: its witness key is nobody's. */
    private static final int UNUSED = 77;

    @Test
    void uploadReceiptIsNotSignedByItsMember() {
        Flips.only(
                9,
                written(Malice.instead(
                        LogRecord.UploadReceipt.class,
                        0,
                        (desk, receipt) -> List.of(new LogRecord.UploadReceipt(forged(receipt.signed()))))));
    }

    @Test
    void receiptIsSignedWithTheKeyBeforeARotation() {
        Flips.only(9, written(Malice.instead(LogRecord.ResultReceipt.class, 11, (desk, receipt) -> {
            RoundBody.Receipt body = receipt.signed().body();
            Entry founding = desk.consortium().consortium().entries().get(0);
            var old = ((org.cordon.member.Amendment.Founding) founding.amendment())
                    .founders()
                    .get(1)
                    .identity();
            RoundBody.Receipt second = new RoundBody.Receipt(
                    body.scope().from(2), body.context(), body.sum(), body.model(), body.manifest(), body.checkpoint());
            return List.of(new LogRecord.ResultReceipt(
                    new Speaker(desk.consortium().keys.of(old), new ProtoCodec()).say(second)));
        })));
    }

    @Test
    void removedMemberStillSpeaks() {
        Flips.only(10, written(new Malice() {
            @Override
            List<LogRecord> commit(Desk desk, List<LogRecord> records) {
                List<LogRecord> changed = new ArrayList<>(records);
                records.stream()
                        .filter(LogRecord.ModelPublished.class::isInstance)
                        .map(LogRecord.ModelPublished.class::cast)
                        .filter(published -> published.scope().epoch() == 3)
                        .forEach(published -> changed.add(0, sixth(desk, records)));
                return changed;
            }
        }));
    }

    private static LogRecord sixth(Malice.Desk desk, List<LogRecord> records) {
        RoundBody.Receipt body = records.stream()
                .filter(LogRecord.ResultReceipt.class::isInstance)
                .map(record -> ((LogRecord.ResultReceipt) record).signed().body())
                .findFirst()
                .orElseThrow();
        var admission = desk.consortium().consortium().entries().stream()
                .map(Entry::amendment)
                .filter(org.cordon.member.Amendment.Admission.class::isInstance)
                .map(org.cordon.member.Amendment.Admission.class::cast)
                .findFirst()
                .orElseThrow();
        return new LogRecord.ResultReceipt(
                new Speaker(desk.consortium().keys.of(admission.member().identity()), new ProtoCodec())
                        .say(new RoundBody.Receipt(
                                body.scope().from(6),
                                body.context(),
                                body.sum(),
                                body.model(),
                                body.manifest(),
                                body.checkpoint())));
    }

    @Test
    void admissionLacksAnApproval() {
        Flips.only(11, written(Malice.instead(LogRecord.Amended.class, 0, (desk, amended) -> {
            Entry entry = HistoryCodec.decodeEntry(desk.blob(amended.entry()));
            Entry fewer = entry.approved(
                    entry.approvals().subList(1, entry.approvals().size()));
            return List.of(new LogRecord.Amended(
                    amended.change(),
                    amended.position(),
                    desk.blob(HistoryCodec.encodeEntry(fewer)),
                    amended.manifest()));
        })));
    }

    @Test
    void admissionIsCalledARotation() {
        Flips.only(
                11,
                written(Malice.instead(
                        LogRecord.Amended.class,
                        0,
                        (desk, amended) -> List.of(new LogRecord.Amended(
                                LogRecord.Amended.Change.KEY_ROTATED,
                                amended.position(),
                                amended.entry(),
                                amended.manifest())))));
    }

    /** Without a founding nothing else can be judged, so only its own claim is looked at. */
    @Test
    void foundingLacksAnApproval() {
        Path bundle = written(Malice.instead(LogRecord.Genesis.class, 0, (desk, genesis) -> {
            Entry entry = HistoryCodec.decodeEntry(desk.blob(genesis.entry()));
            Entry fewer = entry.approved(
                    entry.approvals().subList(1, entry.approvals().size()));
            return List.of(new LogRecord.Genesis(genesis.consortium(), desk.blob(HistoryCodec.encodeEntry(fewer))));
        }));
        AuditReport report = Flips.verified(bundle, Flips.options());
        assertThat(report.claim(Claim.HISTORY_SIGNED).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.claim(Claim.CHARTER_APPROVED).verdict()).isEqualTo(Verdict.NO_EVIDENCE);
        assertThat(report.exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
    }

    @Test
    void rosterIsNotSignedByTheCoordinator() {
        Flips.only(
                9,
                written(Malice.instead(
                        LogRecord.EpochOpened.class,
                        2,
                        (desk, epoch) -> List.of(new LogRecord.EpochOpened(
                                epoch.session(),
                                epoch.epoch(),
                                epoch.manifest(),
                                epoch.rosterHash(),
                                desk.blob(BlobCodec.roster(forged(BlobCodec.roster(desk.blob(epoch.roster()))))))))));
    }

    @Test
    void advertIsNotSignedByItsMember() {
        Flips.only(12, written(Malice.instead(LogRecord.EpochOpened.class, 2, (desk, epoch) -> {
            EpochBody.Roster roster =
                    BlobCodec.roster(desk.blob(epoch.roster())).body();
            List<Signed<EpochBody.Advert>> adverts = new ArrayList<>(roster.adverts());
            adverts.set(1, forged(adverts.get(1)));
            Signed<EpochBody.Roster> signed = new Speaker(
                            desk.consortium()
                                    .keys
                                    .of(desk.consortium().member(0).identity()),
                            new ProtoCodec())
                    .say(new EpochBody.Roster(roster.scope(), adverts));
            return List.of(new LogRecord.EpochOpened(
                    epoch.session(),
                    epoch.epoch(),
                    epoch.manifest(),
                    epoch.rosterHash(),
                    desk.blob(BlobCodec.roster(signed))));
        })));
    }

    @Test
    void memberUsesItsEpochKeysTwice() {
        Flips.only(12, written(new Malice() {
            @Override
            Randomness epochRandomness(int epoch, int member, Randomness honest) {
                return member == 1 ? SeededRandomness.forTesting(99) : honest;
            }
        }));
    }

    /** In one epoch nobody takes it; a coordinator that has forgotten the epoch before does in the next. */
    @Test
    void twoMembersBindOneWitnessKeyOneEpochAfterTheOther() {
        Flips.only(13, written(new Malice() {
            @Override
            VerifyKey witness(int epoch, int member, VerifyKey honest) {
                return epoch == 1 || member > 2 ? honest : witness(member == 2 ? 1 : UNUSED);
            }

            private VerifyKey witness(int of) {
                return HonestLogs.brief()
                        .keys()
                        .witness(HonestLogs.brief().consortium().origin(), of)
                        .verifyKey();
            }
        }));
    }

    @Test
    void oneUploadIsLoggedTwice() {
        Flips.only(13, written(Malice.after(LogRecord.UploadReceipt.class, 3, (desk, receipt) -> receipt)));
    }

    @Test
    void oneReceiptIsLoggedTwice() {
        Flips.only(13, written(Malice.after(LogRecord.ResultReceipt.class, 4, (desk, receipt) -> receipt)));
    }

    static LogRecord.SurvivorsFixed fixed(LogRecord.SurvivorsFixed fixed, Hash certificate) {
        return new LogRecord.SurvivorsFixed(
                fixed.scope(), fixed.context(), fixed.survivors(), certificate, fixed.members());
    }
}
