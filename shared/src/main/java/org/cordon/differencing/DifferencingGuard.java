// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.differencing;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * Refuses a survivor set whose sum, together with the sums over earlier sets of the same function group, would tell what
 * fewer than k members put in.
 *
 * <p>Let A be the matrix with a row for every set proposed, a column for every member, 1 where the member is in the set.
 * A set S of 1 to k - 1 members is <i>exposed</i> iff A without the columns of S has a smaller rank than A. That is iff
 * some combination of the rows is 0 outside S and not 0 within: the same combination of the sums is a combination of the
 * inputs of S alone.
 *
 * <p><b>Guarantees.</b> The verdict is that of exact rational arithmetic ({@link RowSpace} says why), depends on the
 * distinct sets only, and further sets never take an exposure back. Coordinator, participants and auditor ask this class:
 * the coordinator before it proposes, a participant before it signs `survivors`, the auditor for every group of a log.
 *
 * <p><b>Does not check</b> which sums belong to one group, what a sum alone tells of its members, what members
 * who pool their own inputs can take off, or what is known from elsewhere. A set of fewer than k members is an exposure by
 * itself. By the design a release that exposes S could be allowed by the signatures of every member of S; nothing in the
 * product makes or asks for these signatures yet, so an exposure is refused always.
 *
 * <p>Source: docs/protocol.md, Differencing; claim 33 of the audit. The work for r independent of n sets over N members is
 * about n r (N - r) additions for each 31 bits of the largest minor, one prime up to r = 20; k = 3 and k = 4 search N^2
 * and N^3 sets.
 */
public final class DifferencingGuard {
    /** No single member. */
    public static final int DEFAULT_K = 2;

    /** Beyond, the search through all small sets takes too long. */
    public static final int LARGEST_K = 4;

    private static final Comparator<MemberSet> LARGEST_FIRST =
            Comparator.comparingInt(MemberSet::size).reversed().thenComparing(MemberSet.LEXICOGRAPHIC);

    private final int k;

    /** Protects sets of fewer than {@link #DEFAULT_K} members: each member. */
    public DifferencingGuard() {
        this(DEFAULT_K);
    }

    /**
     * Protects sets of fewer than {@code k} members.
     *
     * @param k from 2 to {@value #LARGEST_K}
     */
    public DifferencingGuard(int k) {
        if (k < 2 || k > LARGEST_K) {
            throw new IllegalArgumentException("k must be in [2, 4], but was " + k);
        }
        this.k = k;
    }

    public int k() {
        return k;
    }

    /**
     * The smallest set that is exposed, the lowest of its size, with a combination that proves it; empty if none is.
     *
     * @param rows every set proposed for one function group, in any order, repetitions allowed
     */
    public Optional<Exposure> exposure(Collection<MemberSet> rows) {
        return exposure(SurvivorRows.of(rows));
    }

    /** As {@link #exposure(Collection)}. */
    public Optional<Exposure> exposure(SurvivorRows rows) {
        RowSpace space = RowSpace.of(rows);
        return space.smallestReached(k).map(who -> new Exposure(who, Combination.reaching(who, space.basis())));
    }

    /** Whether nobody is exposed once {@code candidate} is proposed too. */
    public boolean admits(SurvivorRows rows, MemberSet candidate) {
        // Spec: docs/protocol.md#survivors.differencing
        return exposesNobody(rows.with(candidate));
    }

    private boolean exposesNobody(SurvivorRows rows) {
        return RowSpace.of(rows).smallestReached(k).isEmpty();
    }

    /**
     * The survivor set that a coordinator may propose: everybody available, or else the largest earlier set within them,
     * the lowest among those of one size. An earlier set adds no row, so it can be repeated as often as need be.
     *
     * @param available whose uploads are complete
     * @param minSurvivors how many the set must have at the least
     * @return empty if no such set fits, or if the rows expose somebody already: the round has to wait
     */
    public Optional<MemberSet> fit(SurvivorRows rows, MemberSet available, int minSurvivors) {
        // Spec: docs/protocol.md#survivors.fit
        if (available.size() < minSurvivors) {
            return Optional.empty();
        }
        if (admits(rows, available)) {
            return Optional.of(available);
        }
        return rows.sets().stream()
                .filter(set -> set.size() >= minSurvivors && available.containsAll(set))
                .min(LARGEST_FIRST)
                .filter(set -> exposesNobody(rows));
    }
}
