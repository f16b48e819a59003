// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.differencing;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What can be told from rows of zeros and ones by adding and subtracting multiples of them, over the rationals.
 *
 * <p>It works modulo primes and is exact all the same. A rank over the rationals is the size of the largest minor that is
 * not 0. Modulo a prime minors can only vanish, so no rank exceeds the rational one. Primes are taken until their product
 * exceeds every minor with one row more than the largest rank r found; such a minor vanishes modulo each of them, so it
 * is 0, and r is the rank. The same product exceeds every minor of r rows of the matrix without some columns: its rank is
 * below r iff it is below r modulo each of the primes. So members can be reached iff they can modulo each prime that
 * finds rank r.
 *
 * <p>A minor of m rows of zeros and ones is at most {@code (m + 1)^((m + 1) / 2) / 2^m} (Hadamard's inequality for the
 * matrix of m + 1 rows of plus and minus one that it is a minor of).
 */
final class RowSpace {
    private final int[] columns;
    private final List<ReducedRows> ofFullRank;
    private final List<MemberSet> basis;

    private RowSpace(int[] columns, List<ReducedRows> ofFullRank, List<MemberSet> basis) {
        this.columns = columns;
        this.ofFullRank = ofFullRank;
        this.basis = basis;
    }

    static RowSpace of(SurvivorRows rows) {
        return of(rows, Primes.LARGE);
    }

    /** With {@code primes} in any order, but none twice. */
    static RowSpace of(SurvivorRows rows, Iterable<Integer> primes) {
        MemberSet columns = rows.members();
        List<ReducedRows> all = new ArrayList<>();
        List<MemberSet> basis = List.of();
        BigInteger product = BigInteger.ONE;
        int rank = 0;
        for (int prime : primes) {
            if (exceedsMinors(product, rank + 1)) {
                break;
            }
            ReducedRows reduced = new ReducedRows(prime, columns);
            List<MemberSet> independent =
                    rows.sets().stream().filter(reduced::add).toList();
            if (independent.size() > rank || all.isEmpty()) {
                basis = independent;
                rank = independent.size();
            }
            all.add(reduced);
            product = product.multiply(BigInteger.valueOf(prime));
        }
        if (!exceedsMinors(product, rank + 1)) {
            throw new IllegalStateException("the primes do not suffice for rank " + rank);
        }
        int full = rank;
        List<ReducedRows> ofFullRank =
                all.stream().filter(reduced -> reduced.rank() == full).toList();
        return new RowSpace(columns.toArray(), ofFullRank, basis);
    }

    /** Whether {@code product > (m + 1)^((m + 1) / 2) / 2^m}, and so more than any minor of m rows. */
    private static boolean exceedsMinors(BigInteger product, int m) {
        BigInteger left = product.pow(2).shiftLeft(2 * m);
        return left.compareTo(BigInteger.valueOf(m + 1).pow(m + 1)) > 0;
    }

    /** Rows of the first of which the others are combinations. */
    List<MemberSet> basis() {
        return basis;
    }

    /** The smallest set of fewer than {@code k} members that can be reached, among those of one size the lowest. */
    Optional<MemberSet> smallestReached(int k) {
        for (int size = 1; size < k && size <= columns.length; size++) {
            Optional<MemberSet> found = search(new int[size], 0, 0);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<MemberSet> search(int[] chosen, int depth, int from) {
        if (depth == chosen.length) {
            return reaches(chosen) ? Optional.of(MemberSet.of(chosen)) : Optional.empty();
        }
        for (int i = from; i <= columns.length - (chosen.length - depth); i++) {
            chosen[depth] = columns[i];
            Optional<MemberSet> found = search(chosen, depth + 1, i + 1);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private boolean reaches(int[] members) {
        for (ReducedRows reduced : ofFullRank) {
            if (!reduced.reaches(members)) {
                return false;
            }
        }
        return true;
    }
}
