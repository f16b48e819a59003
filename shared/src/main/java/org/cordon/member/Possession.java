// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Signature;
import org.cordon.suite.Signer;
import org.cordon.suite.Transcript;
import org.cordon.suite.Verifier;
import org.cordon.suite.VerifyKey;

/**
 * A new key's own signature over the entry that it goes into: nobody enters a key that is not theirs.
 *
 * @param key an identity or approver key of the entry
 * @param signature of type {@value #TYPE} over the bytes of a {@link Seat}
 */
public record Possession(VerifyKey key, Signature signature) {
    /** Signature type of a proof of possession. */
    public static final String TYPE = "possession";

    /**
     * The place that a key asks to take. It names no index, as who asks does not know it yet.
     *
     * @param consortium id of the consortium, {@link Digest#ZERO} before the founding
     * @param authority SHA-256 of the SubjectPublicKeyInfo of the consortium's certificate authority
     * @param name of the entry
     */
    public record Seat(
            Digest consortium,
            Digest authority,
            String name,
            VerifyKey identity,
            Digest certificateKey,
            VerifyKey approver) {
        static Seat of(Digest consortium, Digest authority, Member entry) {
            return new Seat(
                    consortium, authority, entry.name(), entry.identity(), entry.certificateKey(), entry.approver());
        }

        Bytes exact() {
            return new Transcript()
                    .lp(consortium)
                    .lp(authority)
                    .lp(name)
                    .lp(identity.toByteArray())
                    .lp(certificateKey)
                    .lp(approver.toByteArray())
                    .toBytes();
        }
    }

    /** Proves that {@code key} is held. */
    public static Possession prove(Seat seat, Signer key) {
        return new Possession(key.verifyKey(), key.sign(TYPE, seat.exact()));
    }

    /** Whether its key signed for just this seat. */
    public boolean isOf(Seat seat) {
        return Verifier.verify(key, TYPE, seat.exact(), signature);
    }
}
