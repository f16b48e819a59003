// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.round;

import java.util.List;
import java.util.Optional;
import org.cordon.suite.Digest;
import org.cordon.suite.MerkleTree;
import org.cordon.suite.Scope;
import org.cordon.suite.Secret;
import org.cordon.suite.Signed;
import org.cordon.sum.epoch.ProtocolViolation;
import org.cordon.sum.epoch.Roll;
import org.cordon.sum.epoch.Violation;

/**
 * A result whose certificate and opened secrets fit the cohort and the survivors: they alone determine the sum.
 *
 * <p><b>Guarantees.</b> t survivors endorsed this set; every opened b_u and every opened p_uj is the one that u's signed
 * header commits to.
 *
 * <p><b>Does not check</b> the sum itself: {@link SumCheck} does, block by block.
 */
public final class VerifiedResult {
    private final Signed<RoundBody.Result> signed;
    private final VerifiedSurvivors survivors;
    private final RoundConfiguration configuration;

    private VerifiedResult(
            Signed<RoundBody.Result> signed, VerifiedSurvivors survivors, RoundConfiguration configuration) {
        this.signed = signed;
        this.survivors = survivors;
        this.configuration = configuration;
    }

    /**
     * Checks a result.
     *
     * @param roster the members of the epoch
     * @param known a certificate verified before; its signatures are not verified again
     */
    public static VerifiedResult verify(
            Roll roll,
            RoundConfiguration configuration,
            List<Integer> roster,
            VerifiedCohort cohort,
            VerifiedSurvivors survivors,
            Optional<VerifiedCertificate> known,
            Signed<RoundBody.Result> result) {
        Scope where = cohort.where();
        roll.require(result, where, Scope.COORDINATOR);
        RoundBody.Result body = result.body();
        expect(body.context().equals(cohort.context()), Violation.CONTEXT_MISMATCH, where, "another cohort's result");
        if (known.filter(c -> c.isFor(survivors, body.certificate())).isEmpty()) {
            VerifiedCertificate.verify(roll, where, survivors, body.certificate());
        }
        requireSecrets(roster, cohort, survivors, OpenedSecrets.of(body));
        return new VerifiedResult(result, survivors, configuration);
    }

    /** Demands that the secrets are those that the headers of the cohort commit to, of just those they may be of. */
    static void requireSecrets(
            List<Integer> roster, VerifiedCohort cohort, VerifiedSurvivors survivors, OpenedSecrets opened) {
        checkSelfMasks(cohort, survivors, opened);
        checkDropped(roster, cohort, survivors, opened);
    }

    private static void checkSelfMasks(VerifiedCohort cohort, VerifiedSurvivors survivors, OpenedSecrets body) {
        // Spec: docs/protocol.md#result.self-masks
        List<Integer> opened =
                body.selfMasks().stream().map(RoundBody.OpenedSelfMask::member).toList();
        expect(
                opened.equals(survivors.members()),
                Violation.WRONG_PAIRS,
                cohort.where(),
                "self masks of other members");
        for (RoundBody.OpenedSelfMask mask : body.selfMasks()) {
            try (Secret seed = Commitments.secret(mask.seed())) {
                Digest hash = Commitments.selfMask(cohort.open(), mask.member(), seed);
                expect(
                        hash.equals(cohort.header(mask.member()).selfMask()),
                        Violation.SECRET_MISMATCH,
                        cohort.where(),
                        "the self mask of member " + mask.member() + " is not the one it committed to");
            }
        }
    }

    private static void checkDropped(
            List<Integer> roster, VerifiedCohort cohort, VerifiedSurvivors survivors, OpenedSecrets body) {
        // Spec: docs/protocol.md#result.premasks
        List<Integer> expected = cohort.members().stream()
                .filter(u -> !survivors.members().contains(u))
                .toList();
        List<Integer> dropped =
                body.dropped().stream().map(RoundBody.OpenedMember::member).toList();
        expect(dropped.equals(expected), Violation.WRONG_PAIRS, cohort.where(), "secrets of other members");
        for (RoundBody.OpenedMember member : body.dropped()) {
            int u = member.member();
            List<Integer> receivers =
                    member.pairs().stream().map(RoundBody.OpenedPair::receiver).toList();
            expect(
                    receivers.equals(roster.stream().filter(j -> j != u).toList()),
                    Violation.WRONG_PAIRS,
                    cohort.where(),
                    "the leaves of member " + u + " are incomplete");
            List<byte[]> leaves = member.pairs().stream()
                    .map(pair -> leaf(cohort, survivors, u, pair))
                    .toList();
            expect(
                    MerkleTree.root(leaves).equals(cohort.header(u).pairsRoot()),
                    Violation.SECRET_MISMATCH,
                    cohort.where(),
                    "the pair secrets of member " + u + " are not those it committed to");
        }
    }

    private static byte[] leaf(VerifiedCohort cohort, VerifiedSurvivors survivors, int u, RoundBody.OpenedPair pair) {
        expect(
                pair.premask().isPresent() == survivors.members().contains(pair.receiver()),
                Violation.WRONG_PAIRS,
                cohort.where(),
                "premask of members " + u + " and " + pair.receiver() + " opened or closed against the rule");
        Digest premask = pair.premask()
                .map(bytes -> {
                    try (Secret p = Commitments.secret(bytes)) {
                        return Commitments.premask(cohort.open(), p);
                    }
                })
                .or(pair::premaskHash)
                .orElseThrow();
        return Commitments.leaf(
                cohort.open(), u, pair.receiver(), premask, pair.ciphertext(), pair.selfShare(), pair.recoveryShare());
    }

    /** The attempt the sum belongs to. */
    public Scope where() {
        return signed.body().scope();
    }

    /** H(sum). */
    public Digest sum() {
        return signed.body().sum();
    }

    /** What was checked, as received. */
    public Signed<RoundBody.Result> signed() {
        return signed;
    }

    /** U2 with Y_u. */
    public VerifiedSurvivors survivors() {
        return survivors;
    }

    public RoundConfiguration configuration() {
        return configuration;
    }

    /** What a sum over U2 of masked vectors still needs; closed by the caller. */
    MemberState.MaskSeeds seeds() {
        RoundBody.Result body = signed.body();
        return Unmasking.seeds(body.scope(), body.context(), body.selfMasks(), body.dropped());
    }

    private static void expect(boolean holds, Violation kind, Scope where, String sentence) {
        if (!holds) {
            throw new ProtocolViolation(kind, Scope.COORDINATOR, where, sentence);
        }
    }
}
