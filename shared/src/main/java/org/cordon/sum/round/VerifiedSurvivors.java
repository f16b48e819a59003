// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.round;

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
 * U2: the upload statements whose vectors are summed, every one checked, and the digest that survivors endorse.
 *
 * <p><b>Guarantees.</b> At least m distinct members of U1, ascending; every statement is signed by its member and names
 * ctx.
 */
public final class VerifiedSurvivors {
    private final Signed<RoundBody.Survivors> signed;
    private final SortedMap<Integer, Digest> roots;
    private final List<Integer> members;
    private final Digest statement;

    private VerifiedSurvivors(Signed<RoundBody.Survivors> signed, SortedMap<Integer, Digest> roots, Digest statement) {
        this.signed = signed;
        this.roots = roots;
        this.members = List.copyOf(roots.keySet());
        this.statement = statement;
    }

    /**
     * Checks a proposal.
     *
     * @param own this member's statement, which must be there verbatim; empty for who only checks the sum
     */
    public static VerifiedSurvivors verify(
            Roll roll,
            VerifiedCohort cohort,
            int minSurvivors,
            Signed<RoundBody.Survivors> survivors,
            Optional<Signed<RoundBody.Upload>> own) {
        // Spec: docs/protocol.md#survivors.check
        Scope where = cohort.where();
        roll.require(survivors, where, Scope.COORDINATOR);
        RoundBody.Survivors body = survivors.body();
        expect(
                body.context().equals(cohort.context()),
                Violation.CONTEXT_MISMATCH,
                where,
                "another cohort's survivors");
        List<Integer> members =
                body.statements().stream().map(s -> s.body().scope().sender()).toList();
        roll.requireAscending(members, where, Scope.COORDINATOR);
        expect(
                members.size() >= minSurvivors,
                Violation.SURVIVORS_TOO_FEW,
                where,
                members.size() + " survivors are fewer than " + minSurvivors);
        expect(cohort.members().containsAll(members), Violation.ROSTER_MISMATCH, where, "a survivor is not in U1");
        own.ifPresent(mine -> expect(
                body.statements().contains(mine),
                Violation.OWN_MESSAGE_ALTERED,
                where,
                "our upload statement is missing or altered"));
        SortedMap<Integer, Digest> roots = new TreeMap<>();
        for (Signed<RoundBody.Upload> statement : body.statements()) {
            int sender = statement.body().scope().sender();
            if (!statement.equals(own.orElse(null))) {
                roll.require(statement, where.from(sender), Scope.COORDINATOR);
            }
            expect(
                    statement.body().context().equals(cohort.context()),
                    Violation.CONTEXT_MISMATCH,
                    where,
                    "the statement of member " + sender + " names another cohort");
            roots.put(sender, statement.body().root());
        }
        return new VerifiedSurvivors(survivors, roots, Commitments.survivors(body));
    }

    /** What was checked, as received. */
    public Signed<RoundBody.Survivors> signed() {
        return signed;
    }

    /** U2, ascending. */
    public List<Integer> members() {
        return members;
    }

    /** Y_u by member. */
    public SortedMap<Integer, Digest> roots() {
        return roots;
    }

    /** The digest that a certificate signs. */
    public Digest statement() {
        return statement;
    }

    private static void expect(boolean holds, Violation kind, Scope where, String sentence) {
        if (!holds) {
            throw new ProtocolViolation(kind, Scope.COORDINATOR, where, sentence);
        }
    }
}
