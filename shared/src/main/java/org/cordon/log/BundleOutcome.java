// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.util.List;
import java.util.Optional;

/** What rebuilding a log from the bytes of its leaves came to. */
public sealed interface BundleOutcome {
    /**
     * Every file is what the leaves give, and no file is left over but what a writer leaves as it publishes.
     *
     * @param tree all hashes
     * @param leafBytes bytes of all leaves together
     */
    record Rebuilt(HashTree tree, long leafBytes) implements BundleOutcome {}

    /**
     * Some files are wrong; at most {@link BundleReader#MOST_FINDINGS} are told.
     *
     * @param findings what is wrong, in the order of the files' names
     * @param tree the hashes as far as they could be made
     */
    record Damaged(List<BundleFinding> findings, Optional<HashTree> tree) implements BundleOutcome {
        public Damaged {
            if (findings.isEmpty()) {
                throw new IllegalArgumentException("findings must be at least 1, but was 0");
            }
            findings = List.copyOf(findings);
        }
    }
}
