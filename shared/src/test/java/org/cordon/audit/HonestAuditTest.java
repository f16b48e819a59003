// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.cordon.cli.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An honest log fails nothing, whatever the seed and whatever befell its members. */
final class HonestAuditTest {
    @TempDir
    Path directory;

    private static void requireSound(AuditReport report) {
        for (ClaimResult result : report.claims()) {
            assertThat(result.verdict()).as(result.toString()).isNotEqualTo(Verdict.FAIL);
        }
        assertThat(report.exitCode()).isEqualTo(ExitCode.OK);
    }

    @Test
    void briefLog() {
        requireSound(Flips.honest());
    }

    @Test
    void wholeLogOfTwoTasks() {
        HonestLog log = HonestLog.write(directory, HonestLog.Options.STANDARD);
        requireSound(Flips.verified(directory, options(log)));
    }

    @Test
    void logOfAnotherSeed() {
        HonestLog log = HonestLog.write(directory, HonestLog.Options.BRIEF.seed(System.nanoTime()));
        requireSound(Flips.verified(directory, options(log)));
    }

    private static AuditOptions options(HonestLog log) {
        return AuditOptions.NONE
                .withPolicy(log.keys()
                        .policy(log.consortium().origin(), log.consortium().manifest()))
                .withConsortium(log.consortium().consortium().id())
                .withCutOff(log.end().plusSeconds(60));
    }

    @Test
    void reportIsTheSameEveryTime() {
        assertThat(Flips.verified(HonestLogs.brief().directory(), Flips.options()))
                .isEqualTo(Flips.honest());
    }

    /** What an honest log shows must be shown: a claim that is never checked could not fail either. */
    @Test
    void everythingThatCanBeCheckedPasses() {
        for (Claim claim : Claim.values()) {
            boolean privacy = claim.family() == Claim.Family.PRIVACY;
            boolean later = claim == Claim.COORDINATOR_BUILD
                    || claim == Claim.PARTICIPANT_BUILD
                    || claim == Claim.INPUTS_BOUNDED
                    || claim == Claim.OVERRIDES
                    || claim == Claim.DELIVERIES
                    || claim == Claim.APPEND_ONLY;
            if (!privacy && !later) {
                assertThat(Flips.honest().claim(claim).verdict())
                        .as(Flips.honest().claim(claim).toString())
                        .isEqualTo(Verdict.PASS);
            }
        }
    }
}
