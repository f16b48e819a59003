// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cordon.privacy.PrivacyUnit;
import org.cordon.privacy.Release;
import org.cordon.privacy.accountant.AccountantRefused;
import org.cordon.privacy.accountant.Composition;
import org.cordon.suite.Scope;
import org.cordon.task.PrivacyPlan;

/**
 * What the rounds of one task have cost in privacy, by the log.
 *
 * <p>A round is charged from the first vector that is stated complete in it, whether or not it ends in a sum, and once, whatever
 * its attempts: at the noise of the fewest survivors. Each exchange is charged for itself; told is what the most charged of them has spent.
 */
final class BudgetFold {
    private static final double MILLION = 1e6;

    private final PrivacyPlan plan;
    private final Map<Release, Map<Integer, Set<String>>> charged = new HashMap<>();

    private record Spent(Release release, int rounds) {}

    BudgetFold(PrivacyPlan plan) {
        this.plan = plan;
    }

    /** Charges a member for a round; false if more sums of its kind are charged to it than the charter grants. */
    boolean charge(int member, Scope scope, Release release) {
        Set<String> rounds = charged.computeIfAbsent(release, any -> new HashMap<>())
                .computeIfAbsent(member, any -> new HashSet<>());
        rounds.add(scope.epoch() + "." + scope.round());
        return rounds.size() <= plan.granted(release);
    }

    /** Rounds of a kind that the member was in that was in most. */
    private int most(Release release) {
        return charged.getOrDefault(release, Map.of()).values().stream()
                .mapToInt(Set::size)
                .max()
                .orElse(0);
    }

    /** The budget as it stands. */
    AuditReport.BudgetLine line() {
        return new AuditReport.BudgetLine(
                plan.terms().protects().unit(),
                plan.terms().protects().contributionBound(),
                plan.terms().epsilonMicro(),
                plan.terms().deltaExponent(),
                plan.terms().accountant(),
                charged.keySet().stream().mapToInt(this::most).sum(),
                spentMicro(1),
                spentMicro(PrivacyPlan.ACCOUNTS_OF_A_PERSON),
                spentMicro(
                        plan.terms().protects().unit() == PrivacyUnit.RECORD ? PrivacyPlan.RECORDS_OF_A_CUSTOMER : 1));
    }

    /** Rounded up, so that it is never understated. */
    private long spentMicro(int units) {
        List<Spent> spent = new ArrayList<>();
        for (Release release : releases()) {
            int rounds = most(release);
            if (rounds > 0) {
                spent.add(new Spent(release.ofPerson(units), rounds));
            }
        }
        try {
            Composition composition = Composition.NONE;
            for (Spent part : spent) {
                composition = composition.plus(PrivacyPlan.mechanism(part.release()), part.rounds());
            }
            return (long) StrictMath.ceil(MILLION * PrivacyPlan.epsilon(plan.terms(), composition));
        } catch (AccountantRefused | IllegalArgumentException beyondBound) {
            return AuditReport.BudgetLine.NO_BOUND;
        }
    }

    /** In the order of the charter; stages whose sums cost the same share one. */
    private List<Release> releases() {
        return plan.parts().stream()
                .map(part -> part.promise().release())
                .distinct()
                .toList();
    }
}
