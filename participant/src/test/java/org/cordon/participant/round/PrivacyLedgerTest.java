// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.round;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cordon.computation.NoisyCounts;
import org.cordon.computation.scaling.Scaling;
import org.cordon.computation.scaling.ScalingPlan;
import org.cordon.participant.store.MemoryMemberStore;
import org.cordon.participant.store.SqliteMemberStore;
import org.cordon.privacy.Release;
import org.cordon.privacy.UnitBound;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Randomness;
import org.cordon.suite.Scope;
import org.cordon.suite.Secret;
import org.cordon.sum.round.MemberMessage;
import org.cordon.task.PrivacyPlan;
import org.cordon.task.PrivacyTerms;
import org.cordon.task.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an exchange has spent: once a round, never refunded, with a hard stop, and in the write of the vector. */
class PrivacyLedgerTest {
    private static final Digest SESSION = Digest.of(new byte[Digest.BYTES]);
    private static final ScalingPlan PLAN =
            new ScalingPlan(List.of("amount"), 1000, 8, 4, 1).under(new NoisyCounts(UnitBound.RECORD, 10_000_000));

    @TempDir
    private Path directory;

    private final MemberStore store = new MemoryMemberStore();
    private final PrivacyLedger ledger = ledger(SESSION, store.ledger());
    private final Release release = plan().parts().get(0).promise().release();

    private static PrivacyPlan plan() {
        PrivacyTerms terms = new PrivacyTerms(
                UnitBound.RECORD,
                Optional.of("rows are people"),
                2_000_000,
                6,
                new PrivacyTerms.Clip.Fixed(1_000_000),
                PrivacyTerms.Accountant.RDP);
        return PrivacyPlan.of(terms, List.of(new Stage(Scaling.NAME, PLAN.encode(), 3)));
    }

    private static PrivacyLedger ledger(Digest session, Ledger kept) {
        return new PrivacyLedger(session, plan(), kept);
    }

    private static Scope at(int round, int attempt) {
        return new Scope(SESSION, 1, round, attempt, 0);
    }

    private void charge(int round, int attempt) {
        SortedMap<String, Long> counts = ledger.charge(at(round, attempt), release);
        counts.forEach(store.ledger()::raise);
    }

    private Optional<Admission.Declined> refusal(int round) {
        return ledger(SESSION, store.ledger()).refusal(at(round, 0), Optional.of(release), Optional.empty());
    }

    @Test
    void attemptsOfARoundShareOneChargeAndTheGrantIsAHardStop() {
        charge(1, 0);
        charge(1, 1);
        charge(2, 0);
        assertThat(refusal(3)).isEmpty();
        charge(3, 0);
        assertThat(refusal(3)).as("another attempt of a charged round").isEmpty();
        assertThat(refusal(4)).hasValueSatisfying(no -> {
            assertThat(no.sentence()).contains("grants 3 sums", "as many were charged");
            assertThat(no.code()).isEqualTo(MemberMessage.Refusal.Reason.SPENT);
        });
        assertThat(PrivacyLedger.charges(store.ledger()).get(SESSION.hex())).containsEntry(release, 3L);
    }

    @Test
    void aSumWithoutADeclaredSensitivityIsRefused() {
        assertThat(ledger.refusal(at(1, 0), Optional.empty(), Optional.empty()))
                .hasValueSatisfying(no -> assertThat(no.sentence()).contains("names no sensitivity and no noise"));
        Release cheaper = new Release(release.sensitivitySquared(), release.multiplierMicro() / 2, 0);
        assertThat(ledger.refusal(at(1, 0), Optional.of(cheaper), Optional.empty()))
                .hasValueSatisfying(no -> {
                    assertThat(no.sentence()).contains("grants no sum of noise multiplier 5.0");
                    assertThat(no.code()).isEqualTo(MemberMessage.Refusal.Reason.CHARTER);
                });
    }

    @Test
    void grantsOfAllTasksTogetherStayBelowThePolicysLimit() {
        charge(1, 0);
        Optional<Release> asked = Optional.of(release);
        assertThat(ledger.refusal(at(2, 0), asked, Optional.of(2_000_000L))).isEmpty();
        Digest other = Digest.of(ones());
        PrivacyLedger next = ledger(other, store.ledger());
        assertThat(next.refusal(new Scope(other, 1, 1, 0, 0), asked, Optional.of(4_000_000L)))
                .isEmpty();
        assertThat(next.refusal(new Scope(other, 1, 1, 0, 0), asked, Optional.of(3_999_999L)))
                .hasValueSatisfying(no -> assertThat(no.sentence()).contains("limits.epsilonOfAllTasks is 3.999999"));
    }

    private static byte[] ones() {
        byte[] ones = new byte[Digest.BYTES];
        ones[0] = 1;
        return ones;
    }

    @Test
    void recordAndChargeAreOneWriteThatOutlivesTheProcess() {
        MemberStore.MemberRecord record = new MemberStore.MemberRecord(Bytes.wrap(new byte[] {1}), Bytes.EMPTY);
        try (Secret local = Secret.of(new byte[Secret.BYTES])) {
            try (SqliteMemberStore kept = SqliteMemberStore.open(directory, local, Randomness.secure())) {
                kept.save(SESSION, record, ledger(SESSION, kept.ledger()).charge(at(1, 0), release));
            }
            try (SqliteMemberStore kept = SqliteMemberStore.open(directory, local, Randomness.secure())) {
                assertThat(kept.load(SESSION)).contains(record);
                assertThat(PrivacyLedger.charges(kept.ledger()).get(SESSION.hex()))
                        .containsEntry(release, 1L);
                assertThat(PrivacyLedger.grants(kept.ledger()))
                        .containsExactly(
                                new PrivacyLedger.Grant(SESSION.hex(), 2_000_000, 6, PrivacyTerms.Accountant.RDP));
                kept.save(SESSION, record, new TreeMap<>());
                assertThat(PrivacyLedger.charges(kept.ledger())).hasSize(1);
            }
        }
    }
}
