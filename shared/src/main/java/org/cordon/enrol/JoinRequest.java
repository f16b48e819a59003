// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.enrol;

import org.cordon.member.CertificateRequest;
import org.cordon.member.Member;
import org.cordon.member.Possession;
import org.cordon.suite.BodyCodec.MalformedBody;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.Signature;
import org.cordon.suite.Signer;
import org.cordon.suite.Verifier;

/**
 * A body, signed with type {@value #TYPE} by the identity key, the approver key and the secret of the invitation; the TLS
 * key has signed the certificate request in it.
 *
 * <p><b>Does not check</b> anything by itself: {@link #requirePossession} does what needs no consortium.
 *
 * @param exact what {@code wire} made of the body, or the bytes received
 */
public record JoinRequest(
        JoinBody body, Bytes exact, Signature byIdentity, Signature byApprover, Signature byInvitation) {
    /** Signature type of a request. */
    public static final String TYPE = "join";

    /** Signs the exact bytes that {@code wire} made of {@code body}. */
    public static JoinRequest sign(
            JoinBody body, Bytes exact, Signer identity, Signer approver, InvitationToken token) {
        return new JoinRequest(
                body,
                exact,
                identity.sign(TYPE, exact),
                approver.sign(TYPE, exact),
                token.secret().sign(TYPE, exact));
    }

    /** H("blob"; exact): the same for the same request, whoever signs it again. */
    public Digest digest() {
        return Hashes.blob(exact);
    }

    /** What people compare by another way before they approve. */
    public Fingerprint fingerprint() {
        return Fingerprint.of(digest());
    }

    public Invitation invitation() {
        return body.invitation().body();
    }

    /** The name under which the exchange asks to be admitted. */
    public String exchange() {
        return invitation().exchange();
    }

    /** The certificate request, verified: its TLS key signed it, and its identity key is the body's. */
    public CertificateRequest certificateRequest() throws ConsortiumRefused {
        try {
            CertificateRequest request = CertificateRequest.decode(body.certificateRequest());
            if (request.identity().equals(body.identity())) {
                return request;
            }
        } catch (MalformedBody malformed) {
            throw new ConsortiumRefused(
                    ConsortiumRefused.Reason.NO_POSSESSION,
                    malformed.getMessage() + "; make the request again with 'cordon participant join'");
        }
        throw noPossession("TLS key");
    }

    /** Refuses a request unless all keys that it names, and the secret of the invitation, signed it. */
    public void requirePossession() throws ConsortiumRefused {
        if (!Verifier.verify(invitation().key(), TYPE, exact, byInvitation)) {
            throw new ConsortiumRefused(
                    ConsortiumRefused.Reason.TOKEN_FORGED,
                    "the request of " + exchange() + " is not signed with the secret of its token;"
                            + " use the token as it was sent");
        }
        if (!Verifier.verify(body.identity(), TYPE, exact, byIdentity)) {
            throw noPossession("identity key");
        }
        if (!Verifier.verify(body.approver(), TYPE, exact, byApprover)) {
            throw noPossession("approver key");
        }
        Possession.Seat seat = body.seat(certificateRequest().keyDigest());
        if (!body.possessions().stream().allMatch(possession -> possession.isOf(seat))) {
            throw noPossession("identity key and the approver key for this consortium");
        }
    }

    /** The entry that the request asks for, under the index that it is to have. */
    public Member member(int index) throws ConsortiumRefused {
        return new Member(
                index, exchange(), body.identity(), certificateRequest().keyDigest(), body.approver());
    }

    private ConsortiumRefused noPossession(String key) {
        return new ConsortiumRefused(
                ConsortiumRefused.Reason.NO_POSSESSION,
                "the request of " + exchange() + " does not prove that its sender holds the " + key
                        + "; make the request again with 'cordon participant join'");
    }
}
