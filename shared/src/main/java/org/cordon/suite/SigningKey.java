// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.suite;

import java.util.Arrays;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * An Ed25519 private key in memory (RFC 8032): signs {@code LP("css/1/" + type) || LP(exact bytes)}.
 *
 * <p><b>Guarantees.</b> A signature under one type never verifies under another. {@link #close()} wipes the seed.
 *
 * <p>Safe for concurrent use until closed.
 */
public final class SigningKey implements Signer {
    private final Secret seed;
    private final VerifyKey verifyKey;

    private SigningKey(Secret seed, VerifyKey verifyKey) {
        this.seed = seed;
        this.verifyKey = verifyKey;
    }

    public static SigningKey generate(Randomness randomness) {
        try (Secret seed = Secret.random(randomness)) {
            return of(seed);
        }
    }

    /** The key of this seed, of which it keeps a copy. */
    public static SigningKey of(Secret seed) {
        byte[] seedBytes = seed.copyBytes();
        byte[] publicBytes = new byte[VerifyKey.BYTES];
        try {
            Ed25519.generatePublicKey(seedBytes, 0, publicBytes, 0);
        } finally {
            Arrays.fill(seedBytes, (byte) 0);
        }
        return new SigningKey(seed.copy(), VerifyKey.of(publicBytes));
    }

    /**
     * The key of a member's cosignatures of one consortium's log: it follows from the machine's own secret, so that it is the same
     * after every start and lies nowhere.
     *
     * @param local the machine's own secret
     * @param consortium digest of the founding statement
     */
    public static SigningKey witness(Secret local, Digest consortium) {
        byte[] info = new Transcript()
                .lp(KdfLabel.WITNESS.prefixed())
                .lp(Bytes.wrap(consortium.toByteArray()))
                .toByteArray();
        try (Secret seed = Kdf.expand(local, info)) {
            return of(seed);
        }
    }

    @Override
    public VerifyKey verifyKey() {
        return verifyKey;
    }

    /** A copy of the seed, for a key file; the caller closes it. */
    public Secret seed() {
        return seed.copy();
    }

    @Override
    public Signature sign(String type, Bytes exact) {
        return signRaw(Verifier.message(type, exact));
    }

    @Override
    public Signature signNote(Bytes text) {
        return signRaw(Verifier.note(text));
    }

    /** Ed25519 over the message as it is. */
    Signature signRaw(byte[] message) {
        byte[] seedBytes = seed.copyBytes();
        byte[] signature = new byte[Signature.BYTES];
        try {
            Ed25519.sign(seedBytes, 0, verifyKey.toByteArray(), 0, message, 0, message.length, signature, 0);
        } finally {
            Arrays.fill(seedBytes, (byte) 0);
        }
        return Signature.of(signature);
    }

    @Override
    public void close() {
        seed.close();
    }

    @Override
    public String toString() {
        return "SigningKey";
    }
}
