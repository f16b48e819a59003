// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.enrol;

import java.util.HashSet;
import java.util.List;
import org.cordon.member.Member;
import org.cordon.member.Possession;
import org.cordon.suite.Digest;

/**
 * What the coordinator is told when a consortium is to be founded by exchanges that join one by one.
 *
 * <p><b>Does not check</b> what the founding statement does: enough founders, distinct keys, proofs of possession.
 *
 * @param consortium its name
 * @param rules how many members and approvals it takes
 * @param coordinator the entry with index 0; its approver is the operator
 * @param authority SHA-256 of the authority's SubjectPublicKeyInfo
 * @param possessions of the coordinator's identity key and the operator's key
 * @param exchanges names of the founders in the order of their indexes
 */
public record FoundingPlan(
        String consortium,
        Rules rules,
        Member coordinator,
        Digest authority,
        List<Possession> possessions,
        List<String> exchanges) {
    /**
     * The rules of the founding statement.
     *
     * @param minMembers with fewer members no task runs
     * @param minApprovals how many approvals a change takes at the least
     */
    public record Rules(int minMembers, int minApprovals) {}

    public FoundingPlan {
        possessions = List.copyOf(possessions);
        exchanges = List.copyOf(exchanges);
        Venue.requireName("consortium", consortium);
        exchanges.forEach(exchange -> Venue.requireName("exchange", exchange));
        if (exchanges.size() < rules.minMembers() || exchanges.size() > 255) {
            throw new IllegalArgumentException(
                    "exchanges must be " + rules.minMembers() + " to 255, but were " + exchanges.size());
        }
        if (new HashSet<>(exchanges).size() != exchanges.size()) {
            throw new IllegalArgumentException("exchanges must be distinct, but one is named twice");
        }
    }
}
