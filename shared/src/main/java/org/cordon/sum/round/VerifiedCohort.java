// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.round;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;
import org.cordon.suite.Signed;
import org.cordon.sum.epoch.ProtocolViolation;
import org.cordon.sum.epoch.Roll;
import org.cordon.sum.epoch.Violation;

/**
 * U1: the headers of everyone who was ready, every one checked, and the context ctx they fix.
 *
 * <p><b>Guarantees.</b> At least m distinct members of the roster, ascending; every header is signed by its member for this
 * attempt and names this {@code open}; commitments are empty.
 */
public final class VerifiedCohort {
    private final Signed<RoundBody.Cohort> signed;
    private final SortedMap<Integer, RoundBody.Ready> headers;
    private final List<Integer> members;
    private final Digest context;

    private VerifiedCohort(
            Signed<RoundBody.Cohort> signed, SortedMap<Integer, RoundBody.Ready> headers, Digest context) {
        this.signed = signed;
        this.headers = headers;
        this.members = List.copyOf(headers.keySet());
        this.context = context;
    }

    /**
     * Checks a cohort.
     *
     * @param open the round it must belong to
     * @param roster the members of the epoch
     * @param own this member's header, which must be there verbatim
     */
    public static VerifiedCohort verify(
            Roll roll,
            Signed<RoundBody.Open> open,
            List<Integer> roster,
            int minSurvivors,
            Signed<RoundBody.Cohort> cohort,
            Optional<Signed<RoundBody.Ready>> own) {
        // Spec: docs/protocol.md#cohort.headers
        Scope where = open.body().scope().from(Scope.COORDINATOR);
        roll.require(cohort, where, Scope.COORDINATOR);
        Digest o = Commitments.open(open);
        expect(cohort.body().open().equals(o), Violation.OPEN_MISMATCH, where, "the cohort belongs to another open");
        List<Integer> senders = new ArrayList<>();
        cohort.body().headers().forEach(h -> senders.add(h.body().scope().sender()));
        roll.requireAscending(senders, where, Scope.COORDINATOR);
        expect(
                senders.size() >= minSurvivors,
                Violation.COHORT_TOO_SMALL,
                where,
                senders.size() + " members are fewer than " + minSurvivors);
        expect(roster.containsAll(senders), Violation.ROSTER_MISMATCH, where, "a member is not in the roster");
        own.ifPresent(mine -> expect(
                cohort.body().headers().contains(mine),
                Violation.OWN_MESSAGE_ALTERED,
                where,
                "our header is missing or altered"));
        SortedMap<Integer, RoundBody.Ready> headers = new TreeMap<>();
        for (Signed<RoundBody.Ready> header : cohort.body().headers()) {
            int sender = header.body().scope().sender();
            if (!header.equals(own.orElse(null))) {
                roll.require(header, where.from(sender), Scope.COORDINATOR);
            }
            expect(
                    header.body().open().equals(o),
                    Violation.OPEN_MISMATCH,
                    where,
                    "member " + sender + " saw another open");
            expect(header.body().commitment().isEmpty(), Violation.COMMITMENT_NOT_EMPTY, where, "by member " + sender);
            headers.put(sender, header.body());
        }
        return new VerifiedCohort(
                cohort, headers, Commitments.context(o, cohort.body().headers()));
    }

    /** What was checked, as received. */
    public Signed<RoundBody.Cohort> signed() {
        return signed;
    }

    /** U1, ascending. */
    public List<Integer> members() {
        return members;
    }

    /** The header of a member of U1. */
    public RoundBody.Ready header(int member) {
        RoundBody.Ready header = headers.get(member);
        if (header == null) {
            throw new IllegalArgumentException("member must be in U1, but was " + member);
        }
        return header;
    }

    /** o. */
    public Digest open() {
        return signed.body().open();
    }

    /** ctx. */
    public Digest context() {
        return context;
    }

    /** The attempt, as said by the coordinator. */
    public Scope where() {
        return signed.body().scope();
    }

    private static void expect(boolean holds, Violation kind, Scope where, String sentence) {
        if (!holds) {
            throw new ProtocolViolation(kind, Scope.COORDINATOR, where, sentence);
        }
    }
}
