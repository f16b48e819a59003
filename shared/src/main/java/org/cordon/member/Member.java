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
 * @param index 1 to 255 for a member, {@link Scope#COORDINATOR} for the coordinator
 * @param name 1 to 40 characters of {@code a-z}, {@code 0-9} and {@code -}, not starting with a hyphen; also the name of
 *     a directory
 * @param identity the Ed25519 key that verifies what the node says in the protocol
 * @param certificateKey SHA-256 of the SubjectPublicKeyInfo (DER) in the node's TLS certificate
 */
public record Member(int index, String name, VerifyKey identity, Digest certificateKey) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    public Member {
        if (index < Scope.COORDINATOR || index > Threshold.MAX_MEMBERS) {
            throw new IllegalArgumentException("index must be in [0, 255], but was " + index);
        }
        requireName("name", name);
    }

    /** Whether this entry is the coordinator's. */
    public boolean isCoordinator() {
        return index == Scope.COORDINATOR;
    }

    static void requireName(String what, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    what + " must be 1 to 40 of a-z, 0-9 and inner hyphens, but was " + Quoted.of(name));
        }
    }
}
