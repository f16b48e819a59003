// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.differencing;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The proof that sums can be combined into something about few members alone.
 *
 * @param who whose inputs remain when all terms are added up
 * @param terms which sums, how many times each; at least one
 */
public record Exposure(MemberSet who, List<Term> terms) {
    /**
     * One sum of the combination.
     *
     * @param survivors of that sum
     * @param times how often it is added, taken off if negative; never 0
     */
    public record Term(MemberSet survivors, BigInteger times) {
        public Term {
            if (times.signum() == 0) {
                throw new IllegalArgumentException("times must not be 0, but was");
            }
        }
    }

    public Exposure {
        terms = List.copyOf(terms);
        if (terms.isEmpty()) {
            throw new IllegalArgumentException("terms must be at least one, but were none");
        }
    }

    /** One sentence, for example {@code the sum over {1, 2, 3} minus the sum over {1, 2} tells of {3} alone}. */
    public String sentence() {
        String combination = terms.stream().map(Exposure::spoken).collect(Collectors.joining(" "));
        String first = combination.startsWith("plus ") ? combination.substring("plus ".length()) : combination;
        return first + " tells of " + who + " alone";
    }

    private static String spoken(Term term) {
        String sign = term.times().signum() < 0 ? "minus " : "plus ";
        BigInteger size = term.times().abs();
        String factor = size.equals(BigInteger.ONE) ? "" : size + " times ";
        return sign + factor + "the sum over " + term.survivors();
    }
}
