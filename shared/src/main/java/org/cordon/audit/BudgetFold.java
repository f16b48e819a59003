// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cordon.privacy.Release;
import org.cordon.privacy.accountant.AccountantRefused;
import org.cordon.privacy.accountant.Composition;
import org.cordon.suite.Scope;
import org.cordon.task.PrivacyPlan;

/**
 * What the rounds of one task have cost in privacy, by the log.
 *
 * <p>A round is charged from the first vector that is stated complete in it, whether or not it ends in a sum, and once, whatever
 * its attempts: at the noise of the fewest survivors.
 */
final class BudgetFold {
    private static final double MILLION = 1e6;

    private final PrivacyPlan plan;
    private final Map<Release, Set<String>> charged = new HashMap<>();

    BudgetFold(PrivacyPlan plan) {
        this.plan = plan;
    }

    /** Charges a round; false if more sums of its kind are charged than the charter grants. */
    boolean charge(Scope scope, Release release) {
        Set<String> rounds = charged.computeIfAbsent(release, any -> new HashSet<>());
        rounds.add(scope.epoch() + "." + scope.round());
        return rounds.size() <= plan.granted(release);
    }

    /** The budget as it stands. */
    AuditReport.BudgetLine line() {
        return new AuditReport.BudgetLine(
                plan.terms().protects().unit(),
                plan.terms().protects().contributionBound(),
                plan.terms().epsilonMicro(),
                plan.terms().deltaExponent(),
                plan.terms().accountant(),
                charged.values().stream().mapToInt(Set::size).sum(),
                spentMicro(1),
                spentMicro(AuditReport.BudgetLine.EXCHANGES_OF_A_PERSON));
    }

    /** Rounded up, so that it is never understated. */
    private long spentMicro(int exchanges) {
        Composition spent = Composition.NONE;
        for (Release release : releases()) {
            int rounds = charged.getOrDefault(release, Set.of()).size();
            if (rounds > 0) {
                spent = spent.plus(PrivacyPlan.mechanism(release.ofPerson(exchanges)), rounds);
            }
        }
        try {
            return (long) StrictMath.ceil(MILLION * PrivacyPlan.epsilon(plan.terms(), spent));
        } catch (AccountantRefused beyondBound) {
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
