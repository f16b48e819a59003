// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.differencing;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds the integer combination of independent rows that leaves a smallest set of members, by fraction-free elimination
 * (Bareiss 1968): one equation per column that must become 0, one unknown per row, one dimension of solutions.
 */
final class Combination {
    private final BigInteger[][] equations;
    /** Which row each column of the equations stands for. */
    private final int[] order;

    private Combination(BigInteger[][] equations, int rows) {
        this.equations = equations;
        this.order = new int[rows];
        Arrays.setAll(order, i -> i);
    }

    /**
     * The terms.
     *
     * @param basis independent rows
     * @param who a set that a combination of them reaches, while none reaches a smaller set within it
     */
    static List<Exposure.Term> reaching(MemberSet who, List<MemberSet> basis) {
        BigInteger[] times = new Combination(equations(who, basis), basis.size()).solve();
        BigInteger divisor = Arrays.stream(times).reduce(BigInteger.ZERO, BigInteger::gcd);
        int first = who.toArray()[0];
        if (at(first, basis, times).signum() < 0) {
            divisor = divisor.negate();
        }
        List<Exposure.Term> terms = new ArrayList<>();
        for (int i = 0; i < times.length; i++) {
            if (times[i].signum() != 0) {
                terms.add(new Exposure.Term(basis.get(i), times[i].divide(divisor)));
            }
        }
        requireReached(who, basis, times);
        return terms;
    }

    private static BigInteger[][] equations(MemberSet who, List<MemberSet> basis) {
        LinkedHashSet<MemberSet> distinct = new LinkedHashSet<>();
        List<BigInteger[]> equations = new ArrayList<>();
        MemberSet columns =
                basis.stream().reduce(MemberSet.EMPTY, MemberSet::union).minus(who);
        for (int column : columns) {
            BigInteger[] equation = new BigInteger[basis.size()];
            Arrays.setAll(equation, i -> basis.get(i).contains(column) ? BigInteger.ONE : BigInteger.ZERO);
            int[] rows = IntStream.range(0, basis.size())
                    .filter(i -> basis.get(i).contains(column))
                    .toArray();
            if (distinct.add(MemberSet.of(rows))) {
                equations.add(equation);
            }
        }
        return equations.toArray(BigInteger[][]::new);
    }

    /** Makes the equations triangular, the one unknown without pivot last, and solves from the end. */
    private BigInteger[] solve() {
        int pivots = order.length - 1;
        BigInteger previous = BigInteger.ONE;
        for (int step = 0; step < pivots; step++) {
            bringPivot(step);
            BigInteger pivot = equations[step][step];
            for (int i = step + 1; i < equations.length; i++) {
                eliminate(equations[i], equations[step], step, previous);
            }
            previous = pivot;
        }
        BigInteger[] times = new BigInteger[order.length];
        times[order[pivots]] = previous;
        for (int i = pivots - 1; i >= 0; i--) {
            BigInteger sum = BigInteger.ZERO;
            for (int j = i + 1; j <= pivots; j++) {
                sum = sum.subtract(equations[i][j].multiply(times[order[j]]));
            }
            times[order[i]] = sum.divide(equations[i][i]);
        }
        return times;
    }

    private static void eliminate(BigInteger[] row, BigInteger[] by, int step, BigInteger previous) {
        BigInteger pivot = by[step];
        BigInteger lead = row[step];
        for (int j = step; j < row.length; j++) {
            BigInteger value = pivot.multiply(row[j]);
            row[j] = (lead.signum() == 0 ? value : value.subtract(lead.multiply(by[j]))).divide(previous);
        }
    }

    /** Swaps an equation, and if need be an unknown, so that the diagonal is not 0 at {@code step}. */
    private void bringPivot(int step) {
        for (int column = step; column < order.length; column++) {
            for (int i = step; i < equations.length; i++) {
                if (equations[i][column].signum() != 0) {
                    swap(equations, i, step);
                    swapUnknowns(column, step);
                    return;
                }
            }
        }
        throw new IllegalArgumentException("who must be a smallest set that the rows reach, but was not");
    }

    private static void swap(BigInteger[][] rows, int a, int b) {
        BigInteger[] kept = rows[a];
        rows[a] = rows[b];
        rows[b] = kept;
    }

    private void swapUnknowns(int a, int b) {
        for (BigInteger[] equation : equations) {
            BigInteger kept = equation[a];
            equation[a] = equation[b];
            equation[b] = kept;
        }
        int kept = order[a];
        order[a] = order[b];
        order[b] = kept;
    }

    private static BigInteger at(int member, List<MemberSet> basis, BigInteger[] times) {
        BigInteger sum = BigInteger.ZERO;
        for (int i = 0; i < times.length; i++) {
            sum = basis.get(i).contains(member) ? sum.add(times[i]) : sum;
        }
        return sum;
    }

    private static void requireReached(MemberSet who, List<MemberSet> basis, BigInteger[] times) {
        for (int member : basis.stream().reduce(MemberSet.EMPTY, MemberSet::union)) {
            if (who.contains(member) != (at(member, basis, times).signum() != 0)) {
                throw new IllegalStateException("the combination does not leave " + who + " alone");
            }
        }
    }
}
