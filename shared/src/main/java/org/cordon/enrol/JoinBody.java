// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.enrol;

import java.util.List;
import org.cordon.member.CertificateRequest;
import org.cordon.member.Possession;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Signature;
import org.cordon.suite.Signed;
import org.cordon.suite.Signer;
import org.cordon.suite.VerifyKey;

/**
 * What an invited node asks to be admitted with.
 *
 * @param invitation what the operator signed
 * @param certificateRequest PKCS#10 in DER, see {@link org.cordon.member.CertificateRequest}
 * @param identity the node's identity key
 * @param approver the key of the exchange's person
 * @param identityPossession goes into the history when the node is admitted
 * @param approverPossession likewise
 */
public record JoinBody(
        Signed<Invitation> invitation,
        Bytes certificateRequest,
        VerifyKey identity,
        VerifyKey approver,
        Signature identityPossession,
        Signature approverPossession) {

    /** A body with both proofs, for the seat that the invitation offers. */
    public static JoinBody of(
            Signed<Invitation> invitation, CertificateRequest request, Signer identity, Signer approver) {
        Possession.Seat seat = seat(invitation.body(), identity.verifyKey(), request.keyDigest(), approver.verifyKey());
        return new JoinBody(
                invitation,
                request.exact(),
                identity.verifyKey(),
                approver.verifyKey(),
                Possession.prove(seat, identity).signature(),
                Possession.prove(seat, approver).signature());
    }

    /** The proofs as the history takes them. */
    public List<Possession> possessions() {
        return List.of(new Possession(identity, identityPossession), new Possession(approver, approverPossession));
    }

    /** The seat that both proofs are for. */
    Possession.Seat seat(Digest certificateKey) {
        return seat(invitation.body(), identity, certificateKey, approver);
    }

    private static Possession.Seat seat(
            Invitation invitation, VerifyKey identity, Digest certificateKey, VerifyKey approver) {
        Venue venue = invitation.venue();
        return new Possession.Seat(
                venue.id(), venue.authority(), invitation.exchange(), identity, certificateKey, approver);
    }
}
