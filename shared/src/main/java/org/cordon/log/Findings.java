// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Collects findings, from more than one thread. */
final class Findings {
    private final TreeSet<BundleFinding> found = new TreeSet<>(Comparator.comparing(BundleFinding::file)
            .thenComparing(BundleFinding::problem)
            .thenComparing(BundleFinding::detail));

    synchronized void add(String file, BundleFinding.Problem problem, String detail) {
        if (found.size() < BundleReader.MOST_FINDINGS) {
            found.add(new BundleFinding(file, problem, detail));
        }
    }

    /** Whether nothing is wrong but files that nothing calls for. */
    synchronized boolean areOnlyExtra() {
        return found.stream().allMatch(finding -> finding.problem() == BundleFinding.Problem.EXTRA);
    }

    synchronized BundleOutcome outcome(Optional<HashTree> tree, long leafBytes) {
        return found.isEmpty() && tree.isPresent()
                ? new BundleOutcome.Rebuilt(tree.get(), leafBytes)
                : new BundleOutcome.Damaged(List.copyOf(found), tree);
    }
}
