// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.charter;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cordon.member.Threshold;
import org.cordon.privacy.PrivacyUnit;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.task.Charter;
import org.cordon.task.PrivacyPlan;
import org.cordon.task.PrivacyTerms;

/**
 * What a charter will mean in a consortium of a given size, for the people who are to approve it.
 *
 * @param members N
 * @param threshold t: members that a round needs to the end
 * @param maxFaulty f: members that may collude with the coordinator
 * @param minSurvivors inputs in every opened sum, at the least
 * @param honest honest inputs in every opened sum, at the least
 * @param sums over all stages, at the most
 * @param leaves what is opened, stage by stage
 * @param privacyGuarantee whether sums are opened with differential privacy only
 * @param privacy the guarantee, or that there is none and why
 */
public record CharterMeaning(
        String task,
        int version,
        int members,
        int threshold,
        int maxFaulty,
        int minSurvivors,
        int honest,
        int sums,
        List<Leaving> leaves,
        boolean privacyGuarantee,
        String privacy,
        String begins,
        String ends,
        String retention) {
    /** What stands wherever sums are opened without differential privacy. */
    public static final String NO_GUARANTEE = "NO PRIVACY GUARANTEE";

    private static final Digest NOT_KNOWN = Digest.of(new byte[Digest.BYTES]);

    public CharterMeaning {
        leaves = List.copyOf(leaves);
    }

    /** What {@code file} means if it is submitted now. */
    public static CharterMeaning of(CharterFile file, Threshold threshold, Instant now) {
        return of(file.charter(NOT_KNOWN, threshold, Bytes.EMPTY, now), threshold);
    }

    /** What a charter means in a consortium of this size. */
    public static CharterMeaning of(Charter charter, Threshold threshold) {
        List<Leaving> leaves = charter.stages().stream().map(Leaving::of).toList();
        return new CharterMeaning(
                charter.name(),
                charter.version(),
                threshold.members(),
                threshold.threshold(),
                threshold.maxFaulty(),
                charter.survivors(threshold),
                threshold.honest(),
                charter.maxRounds(),
                leaves,
                charter.privacy().isPresent(),
                charter.privacyWaiver()
                        .map(why -> NO_GUARANTEE + ": sums are opened without differential privacy, because: " + why)
                        .orElseGet(() -> guarantee(charter)),
                charter.notBefore().toString(),
                charter.expiry().toString(),
                charter.retention().toString());
    }

    /** Epsilon and delta, whom they hide, and what the noise does to the result. */
    private static String guarantee(Charter charter) {
        PrivacyPlan plan = PrivacyPlan.of(charter).orElseThrow();
        PrivacyTerms terms = plan.terms();
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "sums are opened with differential privacy: epsilon %s at delta 1e-%d over the whole task hides one %s%s;"
                        + " all sums together cost %.3f (%s), and %s whoever has accounts at %d exchanges",
                terms.epsilon(),
                terms.deltaExponent(),
                terms.protects().unit().name().toLowerCase(Locale.ROOT),
                terms.protects().contributionBound() == 1
                        ? ""
                        : " with at most " + terms.protects().contributionBound() + " records",
                plan.epsilon(),
                terms.accountant(),
                bound(plan, PrivacyPlan.ACCOUNTS_OF_A_PERSON),
                PrivacyPlan.ACCOUNTS_OF_A_PERSON));
        if (terms.protects().unit() == PrivacyUnit.RECORD) {
            text.append("; a customer with ")
                    .append(PrivacyPlan.RECORDS_OF_A_CUSTOMER)
                    .append(" records costs ")
                    .append(bound(plan, PrivacyPlan.RECORDS_OF_A_CUSTOMER))
                    .append(", one with more records more");
        }
        plan.parts()
                .forEach(part -> text.append(String.format(
                        Locale.ROOT,
                        "; %s: noise multiplier %s, noise %.2g of the largest signal",
                        part.computation(),
                        BigDecimal.valueOf(part.promise().release().multiplierMicro(), 6)
                                .stripTrailingZeros()
                                .toPlainString(),
                        part.promise().noiseToSignal())));
        return text.toString();
    }

    private static String bound(PrivacyPlan plan, int units) {
        return plan.boundOfPerson(units).stream()
                .mapToObj(bound -> String.format(Locale.ROOT, "%.3f", bound))
                .findFirst()
                .orElse("what nobody can bound");
    }

    /** The same as lines for a person. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("task                    " + task + ", version " + version);
        lines.add("members N               " + members);
        lines.add(
                "threshold t             " + threshold + "  (rounds survive " + (members - threshold) + " drop-outs)");
        lines.add("may collude f           " + maxFaulty);
        lines.add("inputs in every sum     " + minSurvivors + " at least, " + honest + " of them honest");
        lines.add("sums opened             " + sums + " at most");
        lines.add("from, until             " + begins + ", " + ends);
        lines.add("result is kept          " + retention);
        lines.add("what leaves an exchange, masked, so that only the sum over all can be opened:");
        for (Leaving leaving : leaves) {
            lines.add("  " + leaving.stage() + ": " + leaving.what() + "; " + leaving.words() + " words, "
                    + leaving.sums() + (leaving.sums() == 1 ? " sum" : " sums"));
        }
        lines.addAll(List.of(privacyGuarantee ? privacy.split("(?<=;) ") : new String[] {privacy}));
        return List.copyOf(lines);
    }
}
