// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.epoch;

import java.util.Collection;
import java.util.Optional;
import org.cordon.member.Manifest;
import org.cordon.member.Member;
import org.cordon.member.Threshold;
import org.cordon.suite.Body;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;
import org.cordon.suite.Signed;
import org.cordon.suite.Verifier;

/**
 * Whose signatures count in a session: the manifest, its digest, and the one check every received body goes through.
 *
 * @param session digest of the charter
 * @param digest digest of the manifest's exact bytes
 */
public record Roll(Digest session, Manifest manifest, Digest digest) {

    public Threshold threshold() {
        return manifest.threshold();
    }

    /** The highest index of a member: indexes are for life, so it may be above N. */
    public int highestIndex() {
        return manifest.members().get(manifest.members().size() - 1).index();
    }

    /** The session's scope for epoch set-up. */
    public Scope epochScope(int epoch, int sender) {
        return new Scope(session, epoch, 0, 0, sender);
    }

    /** Whether the body names this session and carries the signature of the party it names as sender. */
    public boolean isSigned(Signed<? extends Body> signed) {
        // Spec: docs/protocol.md#message.signed
        Scope scope = signed.body().scope();
        Optional<Member> party = manifest.find(scope.sender());
        return scope.session().equals(session)
                && party.isPresent()
                && Verifier.verify(party.orElseThrow().identity(), signed.body().type(), signed);
    }

    /**
     * Demands that {@code signed} was said at {@code where} (session, epoch, round, attempt, sender) and signed by that
     * sender.
     *
     * @param relay who is to blame for a body that does not verify: the coordinator if it relayed it
     */
    public void require(Signed<? extends Body> signed, Scope where, int relay) {
        if (!signed.body().scope().equals(where)) {
            throw new ProtocolViolation(
                    Violation.WRONG_SENDER,
                    relay,
                    where,
                    "a body of type " + signed.body().type() + " belongs elsewhere");
        }
        if (!isSigned(signed)) {
            throw new ProtocolViolation(
                    Violation.BAD_SIGNATURE,
                    relay,
                    where,
                    "the signature of sender " + where.sender() + " on "
                            + signed.body().type() + " does not verify");
        }
    }

    /** Demands distinct, ascending members of the manifest. */
    public void requireAscending(Collection<Integer> members, Scope where, int blame) {
        int last = 0;
        for (int member : members) {
            if (member <= last) {
                throw new ProtocolViolation(
                        Violation.DUPLICATE_MEMBER, blame, where, "member " + member + " is listed after " + last);
            }
            if (manifest.find(member).isEmpty()) {
                throw new ProtocolViolation(
                        Violation.WRONG_SENDER, blame, where, "member " + member + " is not in the manifest");
            }
            last = member;
        }
    }
}
