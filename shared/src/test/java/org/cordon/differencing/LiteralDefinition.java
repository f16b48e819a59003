// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.differencing;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The definition of an exposure word by word: two ranks for every small set, by Gauss over fractions. */
final class LiteralDefinition {
    private record Fraction(BigInteger over, BigInteger under) {
        static final Fraction ZERO = new Fraction(BigInteger.ZERO, BigInteger.ONE);
        static final Fraction ONE = new Fraction(BigInteger.ONE, BigInteger.ONE);

        static Fraction of(BigInteger over, BigInteger under) {
            BigInteger common = over.gcd(under);
            return new Fraction(over.divide(common), under.divide(common));
        }

        boolean isZero() {
            return over.signum() == 0;
        }

        Fraction minus(Fraction other) {
            return of(over.multiply(other.under).subtract(other.over.multiply(under)), under.multiply(other.under));
        }

        Fraction times(Fraction other) {
            return of(over.multiply(other.over), under.multiply(other.under));
        }

        Fraction by(Fraction other) {
            return of(over.multiply(other.under), under.multiply(other.over));
        }
    }

    private LiteralDefinition() {}

    static boolean exposes(List<MemberSet> rows, MemberSet who) {
        return rank(without(rows, who)) < rank(rows);
    }

    private static List<MemberSet> without(List<MemberSet> rows, MemberSet who) {
        return rows.stream().map(row -> row.minus(who)).toList();
    }

    /** Of the exposed sets of fewer than {@code k} members the first by size, then by members. */
    static Optional<MemberSet> firstExposed(List<MemberSet> rows, int k) {
        int rank = rank(rows);
        MemberSet all = rows.stream().reduce(MemberSet.EMPTY, MemberSet::union);
        List<MemberSet> ofSize = List.of(MemberSet.EMPTY);
        for (int size = 1; size < k; size++) {
            List<MemberSet> larger = new ArrayList<>();
            for (MemberSet set : ofSize) {
                int last = set.stream().max().orElse(-1);
                all.stream().filter(i -> i > last).forEach(i -> larger.add(set.with(i)));
            }
            ofSize = larger;
            Optional<MemberSet> found = ofSize.stream()
                    .sorted(MemberSet.LEXICOGRAPHIC)
                    .filter(set -> rank(without(rows, set)) < rank)
                    .findFirst();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    static int rank(List<MemberSet> rows) {
        List<Fraction[]> left = new ArrayList<>();
        for (MemberSet row : rows) {
            Fraction[] values = new Fraction[MemberSet.INDEXES];
            for (int i = 0; i < values.length; i++) {
                values[i] = row.contains(i) ? Fraction.ONE : Fraction.ZERO;
            }
            left.add(values);
        }
        int rank = 0;
        for (int column : rows.stream().reduce(MemberSet.EMPTY, MemberSet::union)) {
            Optional<Fraction[]> pivot =
                    left.stream().filter(row -> !row[column].isZero()).findFirst();
            if (pivot.isPresent()) {
                left.remove(pivot.get());
                left.forEach(row -> subtract(row, pivot.get(), column));
                rank++;
            }
        }
        return rank;
    }

    private static void subtract(Fraction[] row, Fraction[] pivot, int column) {
        Fraction factor = row[column].by(pivot[column]);
        if (!factor.isZero()) {
            for (int i = 0; i < row.length; i++) {
                if (!pivot[i].isZero()) {
                    row[i] = row[i].minus(factor.times(pivot[i]));
                }
            }
        }
    }
}
