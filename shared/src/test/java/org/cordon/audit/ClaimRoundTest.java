// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cordon.differencing.MemberSet;
import org.cordon.record.LogRecord;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.Scope;
import org.cordon.suite.Signed;
import org.cordon.sum.epoch.Speaker;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.RoundBody;
import org.cordon.sum.round.Step;
import org.cordon.wire.BlobCodec;
import org.cordon.wire.ProtoCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Claims 22 to 35: what happened in rounds. */
final class ClaimRoundTest {
    @TempDir
    Path directory;

    private Path written(Malice malice) {
        return HonestLog.write(directory, HonestLog.Options.BRIEF.with(malice)).directory();
    }

    @Test
    void openNamesAnotherConfiguration() {
        Flips.only(22, written(new Malice() {
            @Override
            Digest configuration(Scope scope, Digest honest) {
                return scope.epoch() == 3 ? Hashes.blob(new byte[] {1}) : honest;
            }
        }));
    }

    @Test
    void fewerSurvivorsThanTheCharterAsksFor() {
        Flips.only(23, written(new Malice() {
            @Override
            int charterMinSurvivors(int honest) {
                return 5;
            }

            @Override
            int minSurvivors(int epoch, int honest) {
                return epoch == 3 ? 4 : honest;
            }

            @Override
            Plan plan(int epoch, int round, int attempt, Plan honest) {
                return epoch == 3 ? Plan.vanished(5) : honest;
            }

            @Override
            Optional<MemberSet> survivors(Scope scope, Optional<MemberSet> honest, MemberSet completed) {
                return Optional.of(completed);
            }
        }));
    }

    @Test
    void cohortIsFixedBeforeTheDeadlineWithoutAMember() {
        Flips.only(24, written(new Malice() {
            @Override
            Plan plan(int epoch, int round, int attempt, Plan honest) {
                return epoch == 3 ? Plan.absent(5) : honest;
            }

            @Override
            boolean waits(Scope scope) {
                return false;
            }
        }));
    }

    @Test
    void openNamesAnotherRoster() {
        Flips.only(25, written(new Malice() {
            @Override
            Digest roster(Scope scope, Digest honest) {
                return scope.epoch() == 3 ? Hashes.blob(new byte[] {2}) : honest;
            }
        }));
    }

    @Test
    void certificateLacksAnEndorsement() {
        Flips.only(26, written(Malice.instead(LogRecord.SurvivorsFixed.class, 0, (desk, fixed) -> {
            CoordinatorMessage.Certificate certificate = BlobCodec.certificate(desk.blob(fixed.certificate()));
            List<Signed<RoundBody.Endorsement>> fewer =
                    certificate.endorsements().subList(1, 4);
            return List.of(ClaimIdentityTest.fixed(
                    fixed,
                    desk.blob(BlobCodec.certificate(new CoordinatorMessage.Certificate(certificate.scope(), fewer)))));
        })));
    }

    @Test
    void endorsementIsOfAnotherSurvivorSet() {
        Flips.only(26, written(Malice.instead(LogRecord.SurvivorsFixed.class, 1, (desk, fixed) -> {
            CoordinatorMessage.Certificate certificate = BlobCodec.certificate(desk.blob(fixed.certificate()));
            List<Signed<RoundBody.Endorsement>> other = new ArrayList<>(certificate.endorsements());
            int member = other.get(0).body().scope().sender();
            other.set(
                    0,
                    speaker(desk, member)
                            .say(new RoundBody.Endorsement(other.get(0).body().scope(), Hashes.blob(new byte[] {1}))));
            return List.of(ClaimIdentityTest.fixed(
                    fixed,
                    desk.blob(BlobCodec.certificate(new CoordinatorMessage.Certificate(certificate.scope(), other)))));
        })));
    }

    @Test
    void fixedSetIsNotTheProposedOne() {
        Flips.only(
                26,
                written(Malice.instead(
                        LogRecord.SurvivorsFixed.class,
                        0,
                        (desk, fixed) -> List.of(new LogRecord.SurvivorsFixed(
                                fixed.scope(),
                                fixed.context(),
                                fixed.survivors(),
                                fixed.certificate(),
                                MemberSet.range(1, 4))))));
    }

    @Test
    void shareOfASurvivorIsMissing() {
        Flips.only(27, written(Malice.instead(LogRecord.RevealReceipt.class, 1, (desk, receipt) -> {
            RoundBody.RevealReceipt body = receipt.signed().body();
            return List.of(new LogRecord.RevealReceipt(speaker(
                            desk, body.scope().sender())
                    .say(new RoundBody.RevealReceipt(
                            body.scope(),
                            body.context(),
                            body.survivors(),
                            body.selfMasks().minus(MemberSet.of(body.selfMasks().toArray()[0])),
                            body.recoveries()))));
        })));
    }

    @Test
    void sharesAreRevealedBeforeTheCertificate() {
        Flips.only(28, written(new Malice() {
            private Optional<LogRecord> proposed = Optional.empty();

            @Override
            List<LogRecord> commit(Desk desk, List<LogRecord> records) {
                if (records.get(0) instanceof LogRecord.SurvivorsFixed fixed && proposed.isEmpty()) {
                    proposed = Optional.of(fixed);
                    return List.of(early(desk, fixed), fixed);
                }
                return records;
            }
        }));
    }

    private static LogRecord early(Malice.Desk desk, LogRecord.SurvivorsFixed fixed) {
        CoordinatorMessage.Certificate certificate = BlobCodec.certificate(desk.blob(fixed.certificate()));
        return new LogRecord.RevealReceipt(speaker(desk, 1)
                .say(new RoundBody.RevealReceipt(
                        fixed.scope().from(1),
                        fixed.context(),
                        certificate.endorsements().get(0).body().survivors(),
                        MemberSet.range(2, 5),
                        MemberSet.EMPTY)));
    }

    @Test
    void survivorHasNoUploadReceipt() {
        Flips.only(29, written(Malice.without(LogRecord.UploadReceipt.class, 0)));
    }

    @Test
    void bothKindsOfShareOfOneMemberAreRevealed() {
        Flips.only(27, written(Malice.instead(LogRecord.RevealReceipt.class, 0, (desk, receipt) -> {
            RoundBody.RevealReceipt body = receipt.signed().body();
            return List.of(new LogRecord.RevealReceipt(speaker(
                            desk, body.scope().sender())
                    .say(new RoundBody.RevealReceipt(
                            body.scope(),
                            body.context(),
                            body.survivors(),
                            body.selfMasks(),
                            body.recoveries().with(body.selfMasks().toArray()[0])))));
        })));
    }

    private static Speaker speaker(Malice.Desk desk, int member) {
        return new Speaker(
                desk.consortium().keys.of(desk.consortium().member(member).identity()), new ProtoCodec());
    }

    @Test
    void memberOutsideTheSurvivorsReveals() {
        Flips.only(28, written(Malice.after(LogRecord.RevealReceipt.class, firstReveal(2, 1), (desk, receipt) -> {
            RoundBody.RevealReceipt body = receipt.signed().body();
            return new LogRecord.RevealReceipt(speaker(desk, 3)
                    .say(new RoundBody.RevealReceipt(
                            body.scope().from(3),
                            body.context(),
                            body.survivors(),
                            body.selfMasks().with(body.scope().sender()),
                            body.recoveries())));
        })));
    }

    /** Which reveal receipt is the first of a round. */
    private static int firstReveal(int epoch, int round) {
        return (int) HonestLogs.brief().of(LogRecord.RevealReceipt.class).stream()
                .map(leaf -> ((LogRecord.RevealReceipt) leaf.statement().record())
                        .signed()
                        .body()
                        .scope())
                .takeWhile(scope -> scope.epoch() != epoch || scope.round() != round)
                .count();
    }

    @Test
    void uploadOfADroppedMemberIsAcceptedAfterAll() {
        Flips.only(29, written(Malice.after(LogRecord.SurvivorsFixed.class, 3, (desk, fixed) -> {
            return new LogRecord.UploadReceipt(speaker(desk, 3)
                    .say(new RoundBody.Upload(fixed.scope().from(3), fixed.context(), Hashes.blob(new byte[] {3}))));
        })));
    }

    @Test
    void twoSumsFromOneState() {
        Flips.only(32, written(new Malice() {
            @Override
            boolean publishes(Scope scope) {
                return scope.epoch() != 2 || scope.round() != 1;
            }
        }));
    }

    @Test
    void abortedRoundReleasedItsSum() {
        Flips.only(
                34,
                written(Malice.after(
                        LogRecord.AggregateReleased.class,
                        0,
                        (desk, released) -> new LogRecord.RoundAborted(
                                released.scope(),
                                Step.REVEAL,
                                CoordinatorMessage.Aborted.Reason.BAD_SECRETS,
                                LogRecord.RoundAborted.End.DEAD))));
    }

    @Test
    void attemptThatHadProposedIsCalledAnAttempt() {
        Flips.only(
                34,
                written(Malice.instead(
                        LogRecord.RoundAborted.class,
                        0,
                        (desk, aborted) -> List.of(new LogRecord.RoundAborted(
                                aborted.scope(),
                                aborted.step(),
                                aborted.reason(),
                                LogRecord.RoundAborted.End.ATTEMPT)))));
    }

    @Test
    void stageHasMoreRoundsThanTheCharterAllows() {
        Flips.only(35, written(new Malice() {
            @Override
            int maxRounds(String stage, int honest) {
                return stage.equals("network") ? 1 : honest;
            }
        }));
    }
}
