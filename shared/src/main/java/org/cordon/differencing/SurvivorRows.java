// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.differencing;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * The distinct survivor sets that were proposed for one function group, in the order of their first proposal; immutable.
 *
 * <p>Whether a round opened its sum afterwards makes no difference: a set counts from its proposal on, as the signatures
 * on it may be enough to open the sum out of everybody's sight.
 *
 * @param sets without the empty set and without repetition
 */
public record SurvivorRows(List<MemberSet> sets) {
    public static final SurvivorRows NONE = new SurvivorRows(List.of());

    public SurvivorRows {
        LinkedHashSet<MemberSet> distinct = new LinkedHashSet<>(sets);
        distinct.remove(MemberSet.EMPTY);
        sets = List.copyOf(distinct);
    }

    public static SurvivorRows of(Collection<MemberSet> sets) {
        return new SurvivorRows(List.copyOf(sets));
    }

    /** These rows and one more; the same rows if it is among them. */
    public SurvivorRows with(MemberSet proposed) {
        if (proposed.isEmpty() || sets.contains(proposed)) {
            return this;
        }
        return new SurvivorRows(
                Stream.concat(sets.stream(), Stream.of(proposed)).toList());
    }

    /** Everybody who is in a row. */
    public MemberSet members() {
        return sets.stream().reduce(MemberSet.EMPTY, MemberSet::union);
    }

    public int size() {
        return sets.size();
    }
}
