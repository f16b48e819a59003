// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import java.util.List;
import org.cordon.suite.Digest;

/**
 * Approvals of one charter, or of its end, all given under one manifest.
 *
 * <p><b>Does not check</b> any of them: {@link Consortium#requireQuorum} does.
 *
 * @param manifest digest of the manifest that they name
 * @param approvals at most 255, in any order
 */
public record Approvals(Digest manifest, List<Approval> approvals) {
    public Approvals {
        approvals = List.copyOf(approvals);
        if (approvals.size() > Threshold.MAX_MEMBERS) {
            throw new IllegalArgumentException("approvals must be at most 255, but was " + approvals.size());
        }
    }
}
