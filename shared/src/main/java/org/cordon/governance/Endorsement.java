// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.governance;

import java.util.List;
import org.cordon.member.Approval;
import org.cordon.suite.Digest;

/**
 * Approvals of one subject, from one or several approvers: also those that were signed offline and carried.
 *
 * @param subject digest of an amendment's statement or of a charter, or the session of a task to withdraw
 * @param manifest the manifest that all approvals name; 32 zero bytes for the founding
 * @param approvals at least one
 */
public record Endorsement(Approval.Kind kind, Digest subject, Digest manifest, List<Approval> approvals) {
    public Endorsement {
        approvals = List.copyOf(approvals);
        if (approvals.isEmpty()) {
            throw new IllegalArgumentException("approvals must be at least one, but were none");
        }
    }
}
