// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.summing;

/**
 * How many neighbours an exchange has in a k-regular sum, and how many of them open its secrets.
 *
 * <p><b>Guarantees</b>, if at most a third of the exchanges is corrupt and at most a tenth drops out, neither chosen after the
 * graph was drawn: except with probability 2^-40 no exchange has t corrupt neighbours, and those that are neither corrupt nor
 * dropped out are connected; except with probability 2^-20 every exchange has t neighbours left, so that the sum opens. A test
 * computes all three exactly.
 *
 * <p>Source: Bell, Bonawitz, Gascon, Lepoint, Raykova: Secure Single-Server Aggregation with (Poly)Logarithmic Overhead, CCS
 * 2020, section 3, with the two events of its security proof and the one of its correctness.
 *
 * @param neighbours k, even
 * @param threshold t
 */
record Degree(int neighbours, int threshold) {
    /** The most exchanges that the bounds were computed for. */
    static final int MAX_EXCHANGES = 1_000_000;

    Degree {
        if (neighbours < 2 || neighbours % 2 != 0 || threshold < 1 || threshold > neighbours) {
            throw new IllegalArgumentException("neighbours must be even, and threshold 1 to as many, but were "
                    + neighbours + " and " + threshold);
        }
    }

    /** The smallest that keeps the bounds for so many exchanges; for fewer they hold all the more. */
    static Degree of(int exchanges) {
        if (exchanges > MAX_EXCHANGES) {
            throw new IllegalArgumentException(
                    "exchanges in a secure sum must be at most " + MAX_EXCHANGES + ", but were " + exchanges);
        }
        if (exchanges <= 1_000) {
            return new Degree(102, 72);
        }
        if (exchanges <= 10_000) {
            return new Degree(126, 88);
        }
        return exchanges <= 100_000 ? new Degree(138, 96) : new Degree(150, 104);
    }
}
