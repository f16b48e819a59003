// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

/**
 * Work factors of scrypt (RFC 7914): N = 2^logN, block size 8, 128 * 8 * N bytes of memory.
 *
 * @param logN 14 to 18; 17 takes 128 MiB and about half a second
 * @param parallelism 1 to 4
 */
record ScryptCost(int logN, int parallelism) {
    static final int BLOCK_SIZE = 8;

    /** What OWASP's password storage guidance names first for scrypt: N = 2^17, r = 8, p = 1. */
    static final ScryptCost STRONG = new ScryptCost(17, 1);

    ScryptCost {
        if (!isAccepted(logN, parallelism)) {
            throw new IllegalArgumentException(
                    "scrypt cost must be logN in [14, 18] and parallelism in [1, 4], but was " + logN + " and "
                            + parallelism);
        }
    }

    /** Bounds on what a file may ask for: enough work, and no more memory than a node has. */
    static boolean isAccepted(int logN, int parallelism) {
        return logN >= 14 && logN <= 18 && parallelism >= 1 && parallelism <= 4;
    }
}
