// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.suite;

import java.util.Arrays;
import org.bouncycastle.crypto.SecretWithEncapsulation;
import org.bouncycastle.crypto.kems.MLKEMGenerator;
import org.bouncycastle.crypto.params.MLKEMParameters;
import org.bouncycastle.crypto.params.MLKEMPublicKeyParameters;
import org.bouncycastle.math.ec.rfc7748.X25519;

/**
 * The hybrid key agreement of epoch set-up, step 2 (docs/protocol.md): for members i &lt; j, i encapsulates to j, and
 * {@code K_ij = HKDF-Extract(salt = H("pair"; session, epoch, rosterHash, i, j), ss_mlkem || ss_x25519 || H(ct) || pk_i ||
 * pk_j || H(ek_j))}.
 *
 * <p><b>Guarantees.</b> K_ij is secret while X25519 or ML-KEM-768 stands, and differs for every session, epoch, roster
 * and pair. An all-zero X25519 output is a {@link DegenerateKeyAgreement}.
 *
 * <p><b>Does not check</b> who sent a ciphertext, nor that both sides got the same key: {@link KeySchedule#confirm} does.
 *
 * <p>Immutable and safe for concurrent use.
 */
public final class PairAgreement {
    private static final int SHARED_BYTES = 32;

    private final Digest session;
    private final int epoch;
    private final Digest rosterHash;

    public PairAgreement(Digest session, int epoch, Digest rosterHash) {
        if (epoch < 1) {
            throw new IllegalArgumentException("epoch must be at least 1, but was " + epoch);
        }
        this.session = session;
        this.epoch = epoch;
        this.rosterHash = rosterHash;
    }

    /** The lower member's part: encapsulates to the higher one. */
    public Encapsulated initiate(HybridKeyPair own, int low, HybridPublicKey peer, int high, Randomness randomness) {
        checkPair(low, high);
        byte[] message = new byte[SHARED_BYTES];
        randomness.nextBytes(message);
        MLKEMPublicKeyParameters key = new MLKEMPublicKeyParameters(
                MLKEMParameters.ml_kem_768, peer.mlkem768().toByteArray());
        SecretWithEncapsulation kem = MLKEMGenerator.internalGenerateEncapsulated(key, message);
        Arrays.fill(message, (byte) 0);
        Bytes ciphertext = Bytes.of(kem.getEncapsulation());
        byte[] shared = kem.getSecret();
        byte[] agreed = agree(own, peer, low, high);
        Secret pairKey = combine(shared, agreed, ciphertext, own.publicKey(), peer, low, high);
        return new Encapsulated(ciphertext, pairKey);
    }

    /** The higher member's part: opens what the lower one sent, 1088 bytes. */
    public Secret accept(HybridKeyPair own, int high, HybridPublicKey peer, int low, Bytes ciphertext) {
        checkPair(low, high);
        byte[] shared;
        try (Secret decapsulated = own.decapsulate(ciphertext)) {
            shared = decapsulated.copyBytes();
        }
        byte[] agreed = agree(own, peer, low, high);
        return combine(shared, agreed, ciphertext, peer, own.publicKey(), low, high);
    }

    private static byte[] agree(HybridKeyPair own, HybridPublicKey peer, int low, int high) {
        byte[] scalar = own.copyScalar();
        byte[] agreed = new byte[SHARED_BYTES];
        try {
            if (!X25519.calculateAgreement(scalar, 0, peer.x25519().toByteArray(), 0, agreed, 0)) {
                throw new DegenerateKeyAgreement(low, high);
            }
        } finally {
            Arrays.fill(scalar, (byte) 0);
        }
        return agreed;
    }

    /** Wipes both shared secrets. */
    private Secret combine(
            byte[] mlkem,
            byte[] agreed,
            Bytes ciphertext,
            HybridPublicKey lower,
            HybridPublicKey higher,
            int i,
            int j) {
        Digest salt = Hashes.start(HashLabel.PAIR)
                .field(session)
                .u32(epoch)
                .field(rosterHash)
                .u16(i)
                .u16(j)
                .digest();
        byte[] key = Kdf.extract(
                salt.toByteArray(),
                mlkem,
                agreed,
                Hashes.blob(ciphertext).toByteArray(),
                lower.x25519().toByteArray(),
                higher.x25519().toByteArray(),
                Hashes.blob(higher.mlkem768()).toByteArray());
        try {
            return Secret.of(key);
        } finally {
            Arrays.fill(mlkem, (byte) 0);
            Arrays.fill(agreed, (byte) 0);
            Arrays.fill(key, (byte) 0);
        }
    }

    private static void checkPair(int low, int high) {
        if (low < 1 || low >= high || high > 255) {
            throw new IllegalArgumentException(
                    "pair must be 1 <= low < high <= 255, but was low = " + low + ", high = " + high);
        }
    }

    /** What {@link #initiate} gives: the ciphertext to send and the pair key to keep. */
    public static final class Encapsulated implements AutoCloseable {
        private final Bytes ciphertext;
        private final Secret pairKey;

        private Encapsulated(Bytes ciphertext, Secret pairKey) {
            this.ciphertext = ciphertext;
            this.pairKey = pairKey;
        }

        /** 1088 bytes of ML-KEM-768 ciphertext. */
        public Bytes ciphertext() {
            return ciphertext;
        }

        /** K_ij; closed with this object. */
        public Secret pairKey() {
            return pairKey;
        }

        @Override
        public void close() {
            pairKey.close();
        }

        @Override
        public String toString() {
            return "Encapsulated";
        }
    }
}
