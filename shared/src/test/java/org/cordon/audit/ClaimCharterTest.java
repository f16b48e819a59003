// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cordon.differencing.MemberSet;
import org.cordon.record.LogRecord;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.Scope;
import org.cordon.sum.epoch.Speaker;
import org.cordon.sum.ring.RingVector;
import org.cordon.sum.round.RoundBody;
import org.cordon.task.TaskState;
import org.cordon.wire.ProtoCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Claims 14 to 19: what was approved is what was run. */
final class ClaimCharterTest {
    @TempDir
    Path directory;

    private Path written(Malice malice) {
        return HonestLog.write(directory, HonestLog.Options.BRIEF.with(malice)).directory();
    }

    @Test
    void charterLacksAnApproval() {
        Flips.only(14, written(new Malice() {
            @Override
            int approvals(int honest) {
                return honest - 1;
            }
        }));
    }

    @Test
    void charterHadExpired() {
        Flips.only(14, written(new Malice() {
            @Override
            Instant expiry(Instant honest) {
                return HonestWriter.BEGIN.plusSeconds(302);
            }
        }));
    }

    @Test
    void charterIsApprovedAfterItsFirstRound() {
        Flips.only(14, written(new Malice() {
            private Optional<LogRecord> late = Optional.empty();

            @Override
            List<LogRecord> commit(Desk desk, List<LogRecord> records) {
                List<LogRecord> changed = new ArrayList<>();
                for (LogRecord record : records) {
                    if (record instanceof LogRecord.TaskApproved) {
                        late = Optional.of(record);
                    } else {
                        changed.add(record);
                    }
                    if (record instanceof LogRecord.ModelPublished) {
                        late.ifPresent(changed::add);
                        late = Optional.empty();
                    }
                }
                return changed;
            }
        }));
    }

    @Test
    void receiptNamesAnotherManifest() {
        Flips.only(15, written(Malice.instead(LogRecord.ResultReceipt.class, 4, (desk, receipt) -> {
            RoundBody.Receipt body = receipt.signed().body();
            Speaker member = new Speaker(
                    desk.consortium()
                            .keys
                            .of(desk.consortium().member(body.scope().sender()).identity()),
                    new ProtoCodec());
            return List.of(new LogRecord.ResultReceipt(member.say(new RoundBody.Receipt(
                    body.scope(),
                    body.context(),
                    body.sum(),
                    body.model(),
                    Hashes.blob(new byte[] {1}),
                    body.checkpoint()))));
        })));
    }

    @Test
    void openNamesAnotherModelThanItsRecord() {
        Flips.only(15, written(new Malice() {
            @Override
            Digest openModel(Scope scope, Digest honest) {
                return scope.epoch() == 3 ? Hashes.blob(new byte[] {1}) : honest;
            }
        }));
    }

    @Test
    void olderVersionOfACharterFollowsANewerOne() {
        Malice downgrade = new Malice() {
            @Override
            String taskName(String honest) {
                return "fraud";
            }

            @Override
            int version(String task, int honest) {
                return task.equals("fraud") ? 2 : 1;
            }
        };
        HonestLog log = HonestLog.write(directory, HonestLog.Options.STANDARD.with(downgrade));
        AuditOptions options = Flips.options().withCutOff(log.end().plusSeconds(60));
        AuditReport report = Flips.verified(directory, options);
        assertThat(report.claims().stream()
                        .filter(result -> result.verdict() == Verdict.FAIL)
                        .map(ClaimResult::claim))
                .containsExactly(Claim.NO_DOWNGRADE);
    }

    @Test
    void firstStateIsNotTheApprovedOne() {
        Flips.only(
                17,
                written(Malice.instead(
                        LogRecord.TaskApproved.class,
                        0,
                        (desk, task) -> List.of(new LogRecord.TaskApproved(
                                task.session(), task.charter(), desk.blob(Bytes.of(new byte[] {1})))))));
    }

    @Test
    void roundStartsFromAnotherState() {
        Flips.only(18, written(new Malice() {
            @Override
            Digest model(Scope scope, Digest honest) {
                return scope.epoch() == 3 ? Hashes.blob(new byte[] {1}) : honest;
            }
        }));
    }

    @Test
    void stateIsPublishedWithTooFewReceipts() {
        Flips.only(
                18,
                written(Malice.instead(
                        LogRecord.ModelPublished.class,
                        0,
                        (desk, published) -> List.of(new LogRecord.ModelPublished(
                                published.scope(), published.model(), MemberSet.of(1, 2, 3))))));
    }

    @Test
    void stateIsPublishedWithAReceiptThatIsNotThere() {
        Flips.only(
                18,
                written(Malice.instead(
                        LogRecord.ModelPublished.class,
                        0,
                        (desk, published) -> List.of(new LogRecord.ModelPublished(
                                published.scope(), published.model(), MemberSet.of(2, 3, 4, 5))))));
    }

    @Test
    void publishedStateIsNotTheStepFromTheSum() {
        Flips.only(19, written(new Malice() {
            @Override
            TaskState next(Scope scope, TaskState before, RingVector sum, TaskState honest) {
                return scope.epoch() == 3 ? before.advance(withOneMore(sum)) : honest;
            }
        }));
    }

    private static RingVector withOneMore(RingVector sum) {
        long[] values = sum.toSigned();
        values[0]++;
        return RingVector.ofSigned(sum.ring(), values, 1000);
    }
}
