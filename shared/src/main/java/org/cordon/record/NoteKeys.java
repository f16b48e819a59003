// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.record;

import org.cordon.log.NoteSigner;
import org.cordon.log.NoteVerifier;
import org.cordon.log.VerifierKey;
import org.cordon.suite.Bytes;
import org.cordon.suite.Signer;
import org.cordon.suite.Verifier;
import org.cordon.suite.VerifyKey;

/**
 * The keys of css/1 as keys of notes: the coordinator's identity key signs the log's checkpoints, a member's witness key cosigns
 * them.
 *
 * <p><b>Guarantees.</b> Verification is that of css/1: small-order and non-canonical keys and signatures are refused.
 */
public final class NoteKeys {
    private NoteKeys() {}

    /** Ed25519 on Bouncy Castle; other algorithms verify nothing. */
    public static NoteVerifier verifier() {
        return (algorithm, publicKey, message, signature) -> switch (algorithm) {
            case ED25519, COSIGNATURE_ED25519 -> Verifier.verifyNote(publicKey, message, signature);
            case COSIGNATURE_ML_DSA_44 -> false;
        };
    }

    /** The key of a consortium's log. */
    public static VerifierKey log(Origin origin, VerifyKey coordinator) {
        return VerifierKey.of(origin.log(), VerifierKey.Algorithm.ED25519, coordinator.toByteArray());
    }

    /** The key of a member's witness. */
    public static VerifierKey witness(Origin origin, int member, VerifyKey witness) {
        return VerifierKey.of(origin.witness(member), VerifierKey.Algorithm.COSIGNATURE_ED25519, witness.toByteArray());
    }

    /** Signs as {@code key}, which is that of {@code signer}. */
    public static NoteSigner signer(VerifierKey key, Signer signer) {
        return new NoteSigner() {
            @Override
            public VerifierKey key() {
                return key;
            }

            @Override
            public byte[] sign(byte[] message) {
                return signer.signNote(Bytes.wrap(message)).toByteArray();
            }
        };
    }
}
