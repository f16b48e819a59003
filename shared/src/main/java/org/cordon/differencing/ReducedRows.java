// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.differencing;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * The space that rows of zeros and ones span modulo one prime, as a basis in reduced row echelon form.
 *
 * <p>Each basis row has a 1 in its pivot column and zeros in the other pivot columns, so only the free columns are
 * kept up. A new row has a 0 or 1 in every pivot column: reducing it takes additions alone, at most rank times free
 * columns. Not thread-safe.
 */
final class ReducedRows {
    private final long prime;
    private final long[][] byPivot = new long[MemberSet.INDEXES][];
    private int[] free;
    private int rank;

    /**
     * Starts with no row.
     *
     * @param prime below 2^31
     * @param columns the members that may be in a row
     */
    ReducedRows(int prime, MemberSet columns) {
        this.prime = prime;
        this.free = columns.toArray();
    }

    int rank() {
        return rank;
    }

    /** Takes in a row; false if it was in the space already. */
    boolean add(MemberSet row) {
        long[] rest = new long[MemberSet.INDEXES];
        for (int column : row.toArray()) {
            long[] basis = byPivot[column];
            if (basis == null) {
                rest[column] += 1;
            } else {
                for (int at : free) {
                    rest[at] -= basis[at];
                }
            }
        }
        int pivot = -1;
        for (int at : free) {
            rest[at] = Math.floorMod(rest[at], prime);
            if (pivot < 0 && rest[at] != 0) {
                pivot = at;
            }
        }
        if (pivot < 0) {
            return false;
        }
        insert(rest, pivot);
        return true;
    }

    private void insert(long[] row, int pivot) {
        long inverse = BigInteger.valueOf(row[pivot])
                .modInverse(BigInteger.valueOf(prime))
                .longValue();
        free = Arrays.stream(free).filter(column -> column != pivot).toArray();
        for (int at : free) {
            row[at] = row[at] * inverse % prime;
        }
        for (long[] basis : byPivot) {
            if (basis != null && basis[pivot] != 0) {
                long factor = prime - basis[pivot];
                for (int at : free) {
                    basis[at] = (basis[at] + factor * row[at]) % prime;
                }
            }
        }
        byPivot[pivot] = row;
        rank++;
    }

    /**
     * Whether a vector other than 0 of the space is 0 outside {@code members}: whether the rank falls without their
     * columns. With K a basis of the kernel, one row per member, that is so iff their rows of K are dependent; the rows
     * of K are the basis rows of pivots (up to sign) and unit vectors of free columns.
     */
    boolean reaches(int[] members) {
        if (members.length == 1) {
            return isAlone(members[0]);
        }
        long[][] kernel = new long[members.length][];
        for (int i = 0; i < members.length; i++) {
            kernel[i] = kernelRow(members[i]);
        }
        for (int i = 0; i < kernel.length; i++) {
            int lead = lead(kernel[i]);
            if (lead < 0) {
                return true;
            }
            for (int j = i + 1; j < kernel.length; j++) {
                eliminate(kernel[j], kernel[i], lead);
            }
        }
        return false;
    }

    private boolean isAlone(int member) {
        long[] basis = byPivot[member];
        if (basis == null) {
            return false;
        }
        for (int at : free) {
            if (basis[at] != 0) {
                return false;
            }
        }
        return true;
    }

    private long[] kernelRow(int member) {
        long[] basis = byPivot[member];
        long[] row = new long[free.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = basis == null ? (free[i] == member ? 1 : 0) : basis[free[i]];
        }
        return row;
    }

    private static int lead(long[] row) {
        for (int i = 0; i < row.length; i++) {
            if (row[i] != 0) {
                return i;
            }
        }
        return -1;
    }

    /** Multiplies {@code row} by the leading entry of {@code by}, which is not 0, and takes off what makes it 0 there. */
    private void eliminate(long[] row, long[] by, int lead) {
        long scale = by[lead];
        long factor = prime - row[lead];
        for (int i = 0; i < row.length; i++) {
            row[i] = (row[i] * scale % prime + factor * by[i]) % prime;
        }
    }
}
