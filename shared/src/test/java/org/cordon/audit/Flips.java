// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.cordon.cli.ExitCode;

/**
 * What a mutation must do to the verdicts: its claim fails, a claim that declares to depend on it may have no evidence any
 * more, and every other verdict is that on the honest log.
 */
final class Flips {
    private static Optional<AuditReport> honest = Optional.empty();

    private Flips() {}

    /** The verdicts on the honest log that mutations start from, with the policy of its own members pinned. */
    static synchronized AuditReport honest() {
        if (honest.isEmpty()) {
            HonestLog log = HonestLogs.brief();
            honest = Optional.of(verified(log.directory(), options()));
        }
        return honest.orElseThrow();
    }

    static AuditOptions options() {
        HonestLog log = HonestLogs.brief();
        return AuditOptions.NONE
                .withPolicy(log.keys()
                        .policy(log.consortium().origin(), log.consortium().manifest()))
                .withConsortium(log.consortium().consortium().id())
                .withCutOff(log.end().plusSeconds(60));
    }

    static AuditReport verified(Path bundle, AuditOptions options) {
        try {
            return AuditVerify.run(Bundle.open(bundle), options);
        } catch (AuditRefused refused) {
            throw new AssertionError(refused);
        }
    }

    /** The claim fails, and no other: exit code 1. */
    static AuditReport only(int claim, Path bundle) {
        return only(Claim.of(claim), Verdict.FAIL, ExitCode.CHECK_FAILED, verified(bundle, options()));
    }

    /** The claim gets a verdict, and no other claim changes but through a declared dependency. */
    static AuditReport only(Claim claim, Verdict verdict, ExitCode exitCode, AuditReport report) {
        return only(claim, verdict, exitCode, report, honest());
    }

    /** The same against another honest log's verdicts. */
    static AuditReport only(Claim claim, Verdict verdict, ExitCode exitCode, AuditReport report, AuditReport honest) {
        StringBuilder wrong = new StringBuilder();
        Set<Claim> dependents = dependents(claim);
        for (Claim other : Claim.values()) {
            Verdict before = honest.claim(other).verdict();
            Verdict now = report.claim(other).verdict();
            boolean right = other == claim
                    ? now == verdict
                    : now == before || (now == Verdict.NO_EVIDENCE && dependents.contains(other));
            if (!right) {
                wrong.append("\n  claim ")
                        .append(other.id())
                        .append(" was ")
                        .append(before)
                        .append(" and is ")
                        .append(report.claim(other));
            }
        }
        assertThat(wrong.toString())
                .as("verdicts after a mutation of claim " + claim.id())
                .isEmpty();
        assertThat(report.exitCode()).isEqualTo(exitCode);
        return report;
    }

    /** Every claim that leans on this one, however far. */
    static Set<Claim> dependents(Claim claim) {
        Set<Claim> dependents = EnumSet.noneOf(Claim.class);
        Deque<Claim> open = new ArrayDeque<>();
        open.add(claim);
        while (!open.isEmpty()) {
            Claim next = open.remove();
            for (Claim other : Claim.values()) {
                if (other.dependsOn().contains(next) && dependents.add(other)) {
                    open.add(other);
                }
            }
        }
        return dependents;
    }
}
