// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cordon.cli.ExitCode;
import org.cordon.log.Hash;
import org.cordon.privacy.PrivacyUnit;
import org.cordon.task.PrivacyPlan;
import org.cordon.task.PrivacyTerms;

/**
 * What the verification of a log came to: values only, the same for the same bundle and options.
 *
 * @param exitCode 0 all right, 1 a claim failed, 3 a quorum or a blob is missing and nothing else failed
 * @param origin the log's name, as the checkpoint spells it
 * @param checkpoint the signed note's text and signature lines
 * @param policySource where the trust policy came from, in words
 * @param witnesses members and others whose cosignature of the checkpoint holds, in the policy's order
 * @param quorum how many members must have cosigned
 * @param claims all 45, ascending by id
 * @param tasks in the order of their approval
 * @param rounds attempts in the order they were opened
 * @param amendments the consortium's history in order, founding first
 * @param limits what no log can prove: always the same
 */
public record AuditReport(
        ExitCode exitCode,
        String origin,
        long size,
        Hash root,
        String checkpoint,
        String policySource,
        List<WitnessSeen> witnesses,
        int quorum,
        List<ClaimResult> claims,
        List<TaskLine> tasks,
        List<RoundLine> rounds,
        List<AmendmentLine> amendments,
        List<String> limits) {
    public AuditReport {
        witnesses = List.copyOf(witnesses);
        claims = List.copyOf(claims);
        tasks = List.copyOf(tasks);
        rounds = List.copyOf(rounds);
        amendments = List.copyOf(amendments);
        limits = List.copyOf(limits);
        if (claims.size() != Claim.values().length) {
            throw new IllegalArgumentException("claims must be 45, but were " + claims.size());
        }
    }

    /** How many claims have a verdict. */
    public long count(Verdict verdict) {
        return claims.stream().filter(one -> one.verdict() == verdict).count();
    }

    /** The verdict on one claim. */
    public ClaimResult claim(Claim claim) {
        return claims.get(claim.id() - 1);
    }

    /**
     * A witness.
     *
     * @param name what the policy calls it
     * @param at when it cosigned, by its own clock
     */
    public record WitnessSeen(String name, Instant at) {}

    /**
     * A statement of the consortium's history.
     *
     * @param what in words, such as {@code founded} or {@code member admitted}
     * @param members of the manifest after it
     * @param threshold t of the manifest after it
     */
    public record AmendmentLine(long leaf, Instant at, String what, int members, int threshold) {}

    /**
     * A task.
     *
     * @param session hex digits
     * @param approvals members that approved its charter
     * @param expiry of the charter
     * @param budget what its sums have cost in privacy; empty if it promises no differential privacy
     * @param ended when and why; empty while it runs
     */
    public record TaskLine(
            long leaf,
            Instant at,
            String session,
            String name,
            String purpose,
            List<Integer> approvals,
            Optional<Instant> expiry,
            Optional<BudgetLine> budget,
            Optional<Ended> ended) {
        public TaskLine {
            approvals = List.copyOf(approvals);
        }
    }

    /**
     * What the sums of a task have cost one privacy unit, recomputed; epsilon is rounded up.
     *
     * @param epsilonMicro granted, in millionths
     * @param deltaExponent delta is ten to the power of minus this
     * @param charges rounds that are charged, dead ones among them
     * @param spentMicro epsilon of these, in millionths; {@link #NO_BOUND} where the accountant has none
     * @param spentMicroOfPerson the same for a person who is a unit of each of {@link PrivacyPlan#ACCOUNTS_OF_A_PERSON} exchanges
     * @param spentMicroOfCustomer where a record is the unit, the same for a customer with {@link
     *     PrivacyPlan#RECORDS_OF_A_CUSTOMER} records; else {@code spentMicro}
     */
    public record BudgetLine(
            PrivacyUnit unit,
            int contributionBound,
            long epsilonMicro,
            int deltaExponent,
            PrivacyTerms.Accountant accountant,
            int charges,
            long spentMicro,
            long spentMicroOfPerson,
            long spentMicroOfCustomer) {
        /** No bound is known. */
        public static final long NO_BOUND = -1;
    }

    /** The end of a task. */
    public record Ended(long leaf, Instant at, String reason) {}

    /**
     * One attempt of a round.
     *
     * @param session hex digits of the task
     * @param minimum fewest inputs of its sum; 0 where its charter is not readable
     * @param steps what the log holds of it, in order
     * @param cohort U1
     * @param survivors U2 as proposed
     * @param end {@code published}, {@code released}, {@code aborted}, {@code dead} or {@code open}
     */
    public record RoundLine(
            String session,
            String computation,
            int epoch,
            int round,
            int attempt,
            int minimum,
            List<StepSeen> steps,
            List<Integer> cohort,
            List<Integer> declined,
            List<Integer> survivors,
            String end) {
        public RoundLine {
            steps = List.copyOf(steps);
            cohort = List.copyOf(cohort);
            declined = List.copyOf(declined);
            survivors = List.copyOf(survivors);
        }
    }

    /**
     * A record of a round.
     *
     * @param step {@code charge} of the privacy budget, {@code open}, {@code cohort}, {@code upload}, {@code survivors}, {@code certificate}, {@code reveal},
     *     {@code result}, {@code published} or {@code aborted}
     */
    public record StepSeen(String step, long leaf, Instant at) {}
}
