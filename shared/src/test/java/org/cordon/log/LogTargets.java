// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/**
 * What holds for any bytes: they are refused with the declared exceptions, or they are the one spelling of what they say. Fuzzing
 * and the mutation tests call these.
 */
final class LogTargets {
    private static final List<VerifierKey> KEYS = keys();

    private LogTargets() {}

    /** What became of the bytes. */
    enum Fate {
        MALFORMED,
        UNVERIFIED,
        VERIFIED
    }

    static Fate note(byte[] bytes) {
        try {
            SignedNote note = SignedNote.parse(bytes);
            assertThat(note.toBytes()).isEqualTo(bytes);
            note.verify(KEYS, LogVectors.VERIFIER);
            return Fate.VERIFIED;
        } catch (MalformedLog e) {
            return malformed(e);
        } catch (UnverifiedLog e) {
            return Fate.UNVERIFIED;
        }
    }

    static Fate checkpoint(byte[] bytes) {
        try {
            SignedCheckpoint signed = SignedCheckpoint.parse(bytes);
            assertThat(signed.toBytes()).isEqualTo(bytes);
            signed.verify(LogVectors.key(LogVectors.END_TO_END.get("log")), LogVectors.VERIFIER);
            return LogVectors.policy().evaluate(signed, LogVectors.VERIFIER).isQuorum()
                    ? Fate.VERIFIED
                    : Fate.UNVERIFIED;
        } catch (MalformedLog e) {
            return malformed(e);
        } catch (UnverifiedLog e) {
            return Fate.UNVERIFIED;
        }
    }

    /** A policy is refused, or has a normal form that means the same. */
    static Fate policy(byte[] bytes) {
        try {
            TrustPolicy policy = TrustPolicy.parse(bytes);
            assertThat(TrustPolicy.parse(policy.toBytes())).isEqualTo(policy);
            TrustPolicy again = TrustPolicy.of(policy.logs(), policy.witnesses(), policy.groups(), policy.quorum());
            assertThat(again).isEqualTo(policy);
            SignedCheckpoint signed = SignedCheckpoint.parse(LogVectors.utf8(LogVectors.END_TO_END.get("note")));
            return policy.evaluate(signed, LogVectors.VERIFIER).isQuorum() ? Fate.VERIFIED : Fate.UNVERIFIED;
        } catch (MalformedLog e) {
            return malformed(e);
        } catch (UnverifiedLog e) {
            return Fate.UNVERIFIED;
        }
    }

    static Fate proof(byte[] bytes) {
        Hash leaf = Hash.ofLeaf(LogVectors.hex(LogVectors.END_TO_END.get("leaf")));
        try {
            ProofFile proof = ProofFile.parse(bytes);
            assertThat(proof.toBytes()).isEqualTo(bytes);
            proof.verify(leaf, LogVectors.policy(), LogVectors.VERIFIER);
            return Fate.VERIFIED;
        } catch (MalformedLog e) {
            return malformed(e);
        } catch (UnverifiedLog e) {
            return Fate.UNVERIFIED;
        }
    }

    static Fate request(byte[] bytes) {
        try {
            assertThat(WitnessRequest.parse(bytes).toBytes()).isEqualTo(bytes);
            return Fate.UNVERIFIED;
        } catch (MalformedLog e) {
            return malformed(e);
        }
    }

    private static List<VerifierKey> keys() {
        List<VerifierKey> witnesses = LogVectors.keys(LogVectors.END_TO_END.get("witnesses"));
        return List.of(LogVectors.key(LogVectors.END_TO_END.get("log")), witnesses.get(0), witnesses.get(1));
    }

    /** The sentence is one a terminal can print. */
    private static Fate malformed(MalformedLog e) {
        assertThat(e.getMessage()).matches("[ -~]{10,4000}");
        return Fate.MALFORMED;
    }
}
