// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cordon.differencing.DifferencingGuard;
import org.cordon.differencing.Exposure;
import org.cordon.differencing.MemberSet;
import org.cordon.suite.Digest;

/** Claim 33: the distinct survivor sets of each function group, whatever the task. */
final class GroupRows {
    private final Map<Digest, Map<MemberSet, Seen>> groups = new HashMap<>();

    void add(Digest group, MemberSet proposed, Seen at) {
        groups.computeIfAbsent(group, any -> new LinkedHashMap<>()).putIfAbsent(proposed, at);
    }

    /** Judges all groups, in the order of their names. */
    void judge(Judgement judgement) {
        DifferencingGuard guard = new DifferencingGuard();
        new TreeMap<>(groups).forEach((group, rows) -> {
            judgement.saw(Claim.NO_DIFFERENCING);
            Optional<Exposure> exposure = guard.exposure(rows.keySet());
            exposure.ifPresent(found -> tell(found, group, rows, judgement));
        });
    }

    private static void tell(Exposure exposure, Digest group, Map<MemberSet, Seen> rows, Judgement judgement) {
        List<Seen> leaves = exposure.terms().stream()
                .flatMap(term -> Optional.ofNullable(rows.get(term.survivors())).stream())
                .toList();
        for (Seen leaf : leaves) {
            judgement.fail(
                    Claim.NO_DIFFERENCING, leaf, "in function group " + group.shortHex() + ", " + exposure.sentence());
        }
    }
}
