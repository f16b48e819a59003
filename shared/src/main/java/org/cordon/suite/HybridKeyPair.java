// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.suite;

import java.util.Arrays;
import org.bouncycastle.crypto.kems.MLKEMExtractor;
import org.bouncycastle.crypto.params.MLKEMParameters;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.jspecify.annotations.Nullable;

/**
 * A member's key pair for one epoch: X25519 (RFC 7748) and ML-KEM-768 (FIPS 203).
 *
 * <p><b>Guarantees.</b> Fully determined by three seeds of 32 bytes, which {@link #close()} wipes.
 *
 * <p><b>Does not check</b> that the library's expanded ML-KEM key leaves memory on close: the reference is dropped, the
 * garbage collector does the rest.
 *
 * <p>Safe for concurrent use until closed.
 */
public final class HybridKeyPair implements AutoCloseable {
    /** Length of an ML-KEM-768 ciphertext in bytes. */
    public static final int CIPHERTEXT_BYTES = 1088;

    private final Secret x25519;
    private final Secret d;
    private final Secret z;
    private final HybridPublicKey publicKey;
    private volatile @Nullable MLKEMPrivateKeyParameters mlkem;

    private HybridKeyPair(Secret x25519, Secret d, Secret z, MLKEMPrivateKeyParameters mlkem) {
        this.x25519 = x25519;
        this.d = d;
        this.z = z;
        this.mlkem = mlkem;
        byte[] scalar = x25519.copyBytes();
        byte[] point = new byte[HybridPublicKey.X25519_BYTES];
        X25519.scalarMultBase(scalar, 0, point, 0);
        Arrays.fill(scalar, (byte) 0);
        this.publicKey = new HybridPublicKey(Bytes.wrap(point), Bytes.wrap(mlkem.getPublicKey()));
    }

    public static HybridKeyPair generate(Randomness randomness) {
        try (Secret x25519 = Secret.random(randomness);
                Secret d = Secret.random(randomness);
                Secret z = Secret.random(randomness)) {
            return of(x25519, d, z);
        }
    }

    /**
     * The key pair of these seeds, of which it keeps copies.
     *
     * @param x25519 the scalar before clamping, RFC 7748 section 5
     * @param d the seed of ML-KEM's key generation, FIPS 203 algorithm 19
     * @param z the implicit-rejection seed, same place
     */
    public static HybridKeyPair of(Secret x25519, Secret d, Secret z) {
        byte[] dBytes = d.copyBytes();
        byte[] zBytes = z.copyBytes();
        byte[] seed = new byte[2 * Secret.BYTES];
        System.arraycopy(dBytes, 0, seed, 0, Secret.BYTES);
        System.arraycopy(zBytes, 0, seed, Secret.BYTES, Secret.BYTES);
        MLKEMPrivateKeyParameters mlkem = new MLKEMPrivateKeyParameters(MLKEMParameters.ml_kem_768, seed);
        Arrays.fill(seed, (byte) 0);
        Arrays.fill(dBytes, (byte) 0);
        Arrays.fill(zBytes, (byte) 0);
        return new HybridKeyPair(x25519.copy(), d.copy(), z.copy(), mlkem);
    }

    public HybridPublicKey publicKey() {
        return publicKey;
    }

    /** Copies of the three seeds (X25519, d, z), for sealed storage; the caller closes them. */
    public Seeds seeds() {
        return new Seeds(x25519.copy(), d.copy(), z.copy());
    }

    /** ML-KEM.Decaps, FIPS 203 algorithm 21: a bad ciphertext gives an unpredictable secret, never an error. */
    Secret decapsulate(Bytes ciphertext) {
        if (ciphertext.size() != CIPHERTEXT_BYTES) {
            throw new IllegalArgumentException("ciphertext must be 1088 bytes, but was " + ciphertext.size());
        }
        MLKEMPrivateKeyParameters key = mlkem;
        if (key == null) {
            throw new IllegalStateException("the key pair was closed");
        }
        byte[] shared = new MLKEMExtractor(key).extractSecret(ciphertext.toByteArray());
        try {
            return Secret.of(shared);
        } finally {
            Arrays.fill(shared, (byte) 0);
        }
    }

    /** A copy of the X25519 scalar, which the caller wipes. */
    byte[] copyScalar() {
        return x25519.copyBytes();
    }

    @Override
    public void close() {
        mlkem = null;
        x25519.close();
        d.close();
        z.close();
    }

    @Override
    public String toString() {
        return "HybridKeyPair";
    }

    /** The three seeds a key pair is rebuilt from. */
    public static final class Seeds implements AutoCloseable {
        private final Secret x25519;
        private final Secret d;
        private final Secret z;

        private Seeds(Secret x25519, Secret d, Secret z) {
            this.x25519 = x25519;
            this.d = d;
            this.z = z;
        }

        public Secret x25519() {
            return x25519;
        }

        public Secret d() {
            return d;
        }

        public Secret z() {
            return z;
        }

        @Override
        public void close() {
            x25519.close();
            d.close();
            z.close();
        }

        @Override
        public String toString() {
            return "Seeds";
        }
    }
}
