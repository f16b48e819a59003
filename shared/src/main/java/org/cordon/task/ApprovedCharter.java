// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.task;

import org.cordon.member.AmendmentRejected;
import org.cordon.member.Approval;
import org.cordon.member.Consortium;
import org.cordon.member.Manifest;
import org.cordon.member.VerifiedManifest;
import org.cordon.privacy.accountant.AccountantRefused;
import org.cordon.suite.Digest;
import org.cordon.sum.round.Crowd;

/**
 * A charter that a quorum of its consortium approved: holding one is the proof.
 *
 * <p><b>Guarantees.</b> The charter names this consortium; its exact bytes carry approvals of a quorum of one manifest of
 * the history, and m and minHonest can be kept in that.
 *
 * <p><b>Does not check</b> whether all sums together keep the differential privacy that it promises ({@link #requirePrivacy}),
 * whether this participant wants it ({@link ParticipantPolicy}), the time, versions, the
 * members of an epoch ({@link Charter#isKeptBy}), or that the exact bytes encode the charter: only codecs and signers
 * pair the two.
 */
public final class ApprovedCharter {
    private final OfferedCharter offered;
    private final VerifiedManifest manifest;
    private final Digest session;

    private ApprovedCharter(OfferedCharter offered, VerifiedManifest manifest) {
        this.offered = offered;
        this.manifest = manifest;
        this.session = offered.session();
    }

    /** Checks consortium, approvals and thresholds. */
    public static ApprovedCharter verify(OfferedCharter offered, Consortium consortium) throws CharterRejected {
        // Spec: docs/protocol.md#charter.approved
        Charter charter = offered.charter();
        String what = "the charter of task " + Text.quoted(charter.name());
        if (!charter.consortium().equals(consortium.id())) {
            throw new CharterRejected(
                    CharterRejected.Violation.WRONG_CONSORTIUM,
                    what + " is for consortium " + charter.consortium().shortHex() + ", but this node is in "
                            + consortium.id().shortHex() + "; have a charter for this consortium approved");
        }
        VerifiedManifest manifest;
        try {
            manifest = consortium.requireQuorum(Approval.Kind.CHARTER, offered.session(), offered.approvals());
        } catch (AmendmentRejected rejected) {
            throw new CharterRejected(
                    CharterRejected.Violation.of(rejected.violation()),
                    what + " is not approved: " + rejected.getMessage());
        }
        try {
            charter.requireFits(manifest.manifest().threshold());
        } catch (IllegalArgumentException unfit) {
            throw new CharterRejected(
                    CharterRejected.Violation.UNFIT, what + " does not fit the consortium: " + unfit.getMessage());
        }
        return new ApprovedCharter(offered, manifest);
    }

    /**
     * Demands, of a charter that is seen for the first time, that a quorum of those who approved it still hold the approver
     * key they approved with: keys that were replaced or revoked since then approve nothing new.
     */
    public void requireStanding(Consortium consortium) throws CharterRejected {
        // Spec: docs/protocol.md#charter.standing
        Manifest then = manifest.manifest();
        Manifest now = consortium.current().manifest();
        long standing = offered.approvals().approvals().stream()
                .map(Approval::approver)
                .distinct()
                .filter(index -> then.find(index)
                        .flatMap(voter ->
                                now.find(index).filter(same -> same.approver().equals(voter.approver())))
                        .isPresent())
                .count();
        if (standing < then.quorum()) {
            throw new CharterRejected(
                    CharterRejected.Violation.NOT_ENOUGH_APPROVALS,
                    "the charter of task " + Text.quoted(charter().name()) + " needs " + then.quorum()
                            + " approvals with keys that are still in use, but " + standing
                            + " are; have it approved anew");
        }
    }

    /**
     * Demands that all sums together keep the differential privacy that the charter promises, if it promises any: whoever acts on a
     * charter asks.
     */
    public ApprovedCharter requirePrivacy() throws CharterRejected {
        // Spec: docs/protocol.md#charter.privacy
        try {
            Crowd crowd = Crowd.of(manifest.manifest().threshold(), charter().minSurvivors());
            PrivacyPlan.of(charter()).ifPresent(plan -> plan.requireKept().requireShares(crowd));
            return this;
        } catch (IllegalArgumentException | AccountantRefused unkept) {
            throw new CharterRejected(
                    CharterRejected.Violation.PRIVACY_NOT_KEPT,
                    "the charter of task " + Text.quoted(charter().name())
                            + " does not keep the differential privacy that it promises: " + unkept.getMessage());
        }
    }

    public Charter charter() {
        return offered.charter();
    }

    /** The charter with its exact bytes and approvals, to relay. */
    public OfferedCharter offered() {
        return offered;
    }

    /** The manifest under which it was approved; its epochs may have later ones. */
    public VerifiedManifest manifest() {
        return manifest;
    }

    /** H("blob"; exact bytes): the session of every signed body and derived key of this task. */
    public Digest session() {
        return session;
    }

    @Override
    public String toString() {
        return "ApprovedCharter[" + session.shortHex() + "]";
    }
}
