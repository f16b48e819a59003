// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import java.util.regex.Pattern;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;
import org.cordon.suite.VerifyKey;

/**
 * One entry of the manifest: a member, or the coordinator under index 0.
 *
 * <p>An index is for life and never given to anybody else, so the indexes of a consortium may have gaps.
 *
 * @param index 1 to 255 for a member, {@link Scope#COORDINATOR} for the coordinator
 * @param name 1 to 40 characters of {@code a-z}, {@code 0-9} and {@code -}, not starting with a hyphen; also the name of
 *     a directory
 * @param identity the Ed25519 key that verifies what the node says in the protocol
 * @param certificateKey SHA-256 of the SubjectPublicKeyInfo (DER) in the node's TLS certificate
 * @param approver the Ed25519 key of the person who approves for the exchange; of the coordinator's entry the operator's,
 *     who has no vote
 */
public record Member(int index, String name, VerifyKey identity, Digest certificateKey, VerifyKey approver) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    public Member {
        if (index < Scope.COORDINATOR || index > Threshold.MAX_MEMBERS) {
            throw new IllegalArgumentException("index must be in [0, 255], but was " + index);
        }
        requireName("name", name);
        if (identity.equals(approver)) {
            throw new IllegalArgumentException("approver key of " + name
                    + " must not be its identity key, but was: an approver key never lies on a node");
        }
    }

    /** Whether this entry is the coordinator's. */
    public boolean isCoordinator() {
        return index == Scope.COORDINATOR;
    }

    /** The same entry with other keys of the node. */
    Member rotated(VerifyKey newIdentity, Digest newCertificateKey) {
        return new Member(index, name, newIdentity, newCertificateKey, approver);
    }

    /** The same entry with another approver. */
    Member approvedBy(VerifyKey newApprover) {
        return new Member(index, name, identity, certificateKey, newApprover);
    }

    static void requireName(String what, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    what + " must be 1 to 40 of a-z, 0-9 and inner hyphens, but was " + Quoted.of(name));
        }
    }
}
