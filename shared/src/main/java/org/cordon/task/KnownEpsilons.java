// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.task;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.cordon.privacy.accountant.Composition;

/**
 * The answers of accountants to what was asked last: a composition takes up to a second, and every node and every auditor asks for
 * the same ones again. Answers depend on the question alone. Safe for use by several threads.
 */
final class KnownEpsilons {
    private final int most;
    private final Map<Question, Double> answers = new LinkedHashMap<>();

    /** All that an answer depends on. */
    private record Question(PrivacyTerms.Accountant accountant, double delta, Composition composition) {}

    /** @param most answers that are kept; the oldest go first */
    KnownEpsilons(int most) {
        this.most = most;
    }

    /** What the accountant says, now or before. Two threads may both work out an answer that is not known yet. */
    double epsilon(PrivacyTerms.Accountant accountant, double delta, Composition composition) {
        Question question = new Question(accountant, delta, composition);
        Optional<Double> known = find(question);
        if (known.isPresent()) {
            return known.orElseThrow();
        }
        double answer =
                PrivacyPlan.accountant(accountant).epsilon(composition, delta).epsilon();
        keep(question, answer);
        return answer;
    }

    private synchronized Optional<Double> find(Question question) {
        return Optional.ofNullable(answers.get(question));
    }

    private synchronized void keep(Question question, double answer) {
        answers.put(question, answer);
        if (answers.size() > most) {
            answers.remove(answers.keySet().iterator().next());
        }
    }
}
