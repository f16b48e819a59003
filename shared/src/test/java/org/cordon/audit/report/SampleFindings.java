// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cordon.audit.AuditOptions;
import org.cordon.audit.AuditReport;
import org.cordon.audit.AuditReport.AmendmentLine;
import org.cordon.audit.AuditReport.BudgetLine;
import org.cordon.audit.AuditReport.Ended;
import org.cordon.audit.AuditReport.RoundLine;
import org.cordon.audit.AuditReport.StepSeen;
import org.cordon.audit.AuditReport.TaskLine;
import org.cordon.audit.AuditReport.WitnessSeen;
import org.cordon.audit.Claim;
import org.cordon.audit.ClaimResult;
import org.cordon.audit.Verdict;
import org.cordon.cli.ExitCode;
import org.cordon.log.Hash;
import org.cordon.privacy.PrivacyUnit;
import org.cordon.task.PrivacyTerms;

/** Findings that were made up: every verdict, every end of a round, and text that would break a page. */
final class SampleFindings {
    static final Instant BEGIN = Instant.parse("2026-11-20T08:00:00Z");
    static final String HOSTILE = "<script>alert(1)</script>\"'&<img src=x onerror=alert(2)>\u202e\u0007";
    static final String SESSION = "ab".repeat(32);
    static final String OTHER = "cd".repeat(32);

    private SampleFindings() {}

    /** Failures of all sorts. */
    static Findings failing() {
        return findings(ExitCode.CHECK_FAILED, SampleFindings::mixed, rounds(40), HOSTILE);
    }

    /** Nothing failed, and nothing befell anybody. */
    static Findings clean() {
        return findings(ExitCode.OK, claim -> result(claim, Verdict.PASS), rounds(3), "a purpose");
    }

    static Findings withRounds(List<RoundLine> rounds) {
        return findings(ExitCode.OK, claim -> result(claim, Verdict.PASS), rounds, "a purpose");
    }

    private static Findings findings(
            ExitCode code,
            java.util.function.Function<Claim, ClaimResult> claims,
            List<RoundLine> rounds,
            String text) {
        AuditReport report = new AuditReport(
                code,
                "cordon/v1/log/" + "12".repeat(32),
                4321,
                Hash.ofText("root"),
                "cordon/v1/log/" + "12".repeat(32) + "\n4321\n" + "A".repeat(43) + "=\n\n\u2014 log " + "B".repeat(90)
                        + "\n",
                "the bundle's own, not pinned",
                IntStream.rangeClosed(1, 5)
                        .mapToObj(i -> new WitnessSeen("member-" + i, BEGIN.plusSeconds(90_000 + 60L * i)))
                        .toList(),
                4,
                Arrays.stream(Claim.values()).map(claims).toList(),
                List.of(
                        new TaskLine(
                                7,
                                BEGIN,
                                SESSION,
                                "fraud-2026",
                                text,
                                List.of(1, 2, 3, 5),
                                Optional.of(BEGIN.plus(Duration.ofDays(30))),
                                Optional.of(new BudgetLine(
                                        PrivacyUnit.CUSTOMER,
                                        4,
                                        3_000_000,
                                        6,
                                        PrivacyTerms.Accountant.PLD,
                                        12,
                                        1_250_000,
                                        4_000_001,
                                        1_250_000)),
                                Optional.empty()),
                        new TaskLine(
                                9,
                                BEGIN.plusSeconds(5),
                                OTHER,
                                text,
                                text,
                                List.of(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(new Ended(77, BEGIN.plusSeconds(9000), "withdrawn")))),
                rounds,
                List.of(
                        new AmendmentLine(0, BEGIN.minusSeconds(3600), "founded", 5, 4),
                        new AmendmentLine(40, BEGIN.plusSeconds(3600), "member admitted", 6, 5)),
                List.of("No log can prove that the raw data of a member is true."));
        BundleFacts facts = new BundleFacts(
                Optional.empty(),
                Map.of(0L, new BundleFacts.Change(text, 5)),
                Map.of(),
                List.of("leaf 3 could not be read: " + text));
        return new Findings(report, facts, AuditOptions.NONE);
    }

    private static ClaimResult mixed(Claim claim) {
        List<Verdict> all = List.of(Verdict.values());
        Verdict verdict = all.get(claim.id() % all.size());
        return result(claim, verdict);
    }

    private static ClaimResult result(Claim claim, Verdict verdict) {
        return switch (verdict) {
            case PASS -> new ClaimResult(claim, verdict, List.of(), Optional.empty(), Optional.empty());
            case FAIL ->
                new ClaimResult(
                        claim,
                        verdict,
                        List.of(3L, 4L, 5L, 900L + claim.id()),
                        Optional.empty(),
                        Optional.of("because " + HOSTILE));
            case ATTESTED ->
                new ClaimResult(claim, verdict, List.of(), Optional.of("member 3"), Optional.of("says " + claim.id()));
            default ->
                new ClaimResult(claim, verdict, List.of(), Optional.empty(), Optional.of("reason " + claim.id()));
        };
    }

    /** Rounds of every end in turn; each has five records or fewer. */
    static List<RoundLine> rounds(int count) {
        List<String> ends = count < 5
                ? List.of("published")
                : List.of("published", "published", "aborted", "dead", "released", "open");
        List<RoundLine> rounds = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rounds.add(round(i, ends.get(i % ends.size())));
        }
        return rounds;
    }

    private static RoundLine round(int i, String end) {
        Instant open = BEGIN.plusSeconds(600L * i);
        long leaf = 10 + 20L * i;
        List<StepSeen> steps = new ArrayList<>(List.of(new StepSeen("open", leaf, open)));
        boolean cohort = !end.equals("open");
        boolean survivors = cohort && !end.equals("aborted");
        boolean result = survivors && !end.equals("dead");
        if (cohort) {
            steps.add(new StepSeen("cohort", leaf + 1, open.plusSeconds(30)));
            IntStream.range(0, 5)
                    .forEach(k -> steps.add(new StepSeen("upload", leaf + 2 + k, open.plusSeconds(60 + k))));
        }
        if (survivors) {
            steps.add(new StepSeen("survivors", leaf + 7, open.plusSeconds(90)));
        }
        if (result) {
            steps.add(new StepSeen("certificate", leaf + 8, open.plusSeconds(95)));
            IntStream.range(0, 4).forEach(k -> steps.add(new StepSeen("reveal", leaf + 9 + k, open.plusSeconds(100))));
            steps.add(new StepSeen("result", leaf + 13, open.plusSeconds(110)));
        }
        if (end.equals("published")) {
            steps.add(new StepSeen("published", leaf + 14, open.plusSeconds(120)));
        }
        if (end.equals("aborted") || end.equals("dead")) {
            steps.add(new StepSeen("aborted", leaf + 15, open.plusSeconds(200)));
        }
        return new RoundLine(
                i % 3 == 2 ? OTHER : SESSION,
                i % 3 == 2 ? "scaling" : "network",
                1 + i / 10,
                i,
                i % 7 == 6 ? 1 : 0,
                4,
                steps,
                cohort ? List.of(1, 2, 3, 4, 5) : List.of(),
                i % 4 == 3 ? List.of(6) : List.of(),
                survivors ? List.of(1, 2, 3, 5) : List.of(),
                end);
    }
}
