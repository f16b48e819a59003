// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Arrays;
import org.cordon.member.KeyFileRefused.Reason;
import org.cordon.suite.Randomness;
import org.cordon.suite.Secret;
import org.cordon.suite.Signer;
import org.cordon.suite.SigningKey;

/**
 * The private keys of one node: TLS key, identity key, and the local secret that goes into every fresh key of a round.
 *
 * <p><b>Guarantees.</b> Never prints; {@link #close()} wipes what is in memory of identity key and local secret.
 *
 * <p><b>Does not check</b> that the JDK wipes its copy of the TLS key: it does not.
 */
public final class NodeKeys implements AutoCloseable {
    private final KeyPair tls;
    private final Signer identity;
    private final Secret localSecret;
    private final Runnable afterwards;

    private NodeKeys(KeyPair tls, Signer identity, Secret localSecret, Runnable afterwards) {
        this.tls = tls;
        this.identity = identity;
        this.localSecret = localSecret;
        this.afterwards = afterwards;
    }

    /** Keys that may be in hardware; all are closed with the result, then {@code afterwards} runs. */
    static NodeKeys of(KeyPair tls, Signer identity, Secret localSecret, Runnable afterwards) {
        return new NodeKeys(tls, identity, localSecret, afterwards);
    }

    /** Draws an identity key and a local secret beside the TLS key. */
    static NodeKeys generate(KeyPair tls, Randomness randomness) {
        return new NodeKeys(tls, SigningKey.generate(randomness), Secret.random(randomness), () -> {});
    }

    /** Draws an identity key beside the TLS key; the local secret is a copy of the one given. */
    static NodeKeys generate(KeyPair tls, Secret localSecret, Randomness randomness) {
        return new NodeKeys(tls, SigningKey.generate(randomness), localSecret.copy(), () -> {});
    }

    /** Opens the key file of a node. */
    static NodeKeys read(Path file, KeyLock lock) throws IOException {
        byte[] keys = KeyFile.read(file, KeyFile.Kind.NODE, lock);
        byte[] seed = new byte[Secret.BYTES];
        byte[] local = new byte[Secret.BYTES];
        byte[] pkcs8 = new byte[Math.max(0, keys.length - 2 * Secret.BYTES)];
        try {
            if (keys.length > 2 * Secret.BYTES) {
                ByteBuffer.wrap(keys).get(seed).get(local).get(pkcs8);
                return of(P256.decode(pkcs8), seed, local);
            }
        } catch (GeneralSecurityException unfit) {
            // falls through to the refusal, without the cause: it could quote the key
        } finally {
            Arrays.fill(keys, (byte) 0);
            Arrays.fill(seed, (byte) 0);
            Arrays.fill(local, (byte) 0);
            Arrays.fill(pkcs8, (byte) 0);
        }
        throw new KeyFileRefused(Reason.ALTERED, file, "holds malformed keys; restore it from a copy");
    }

    private static NodeKeys of(PrivateKey tlsKey, byte[] seed, byte[] local) throws GeneralSecurityException {
        KeyPair tls = new KeyPair(P256.publicKey(tlsKey), tlsKey);
        try (Secret seedSecret = Secret.of(seed)) {
            return new NodeKeys(tls, SigningKey.of(seedSecret), Secret.of(local), () -> {});
        }
    }

    /** Locks these keys, which must be in memory, into a new file. */
    void write(Path file, KeyLock lock, Randomness randomness) throws IOException {
        if (!(identity instanceof SigningKey key)) {
            throw new IllegalStateException("keys in a token cannot be written into a file");
        }
        byte[] pkcs8 = tls.getPrivate().getEncoded();
        ByteBuffer keys = ByteBuffer.allocate(2 * Secret.BYTES + pkcs8.length);
        try (Secret seed = key.seed()) {
            byte[] seedBytes = seed.copyBytes();
            byte[] localBytes = localSecret.copyBytes();
            keys.put(seedBytes).put(localBytes).put(pkcs8);
            Arrays.fill(seedBytes, (byte) 0);
            Arrays.fill(localBytes, (byte) 0);
            KeyFile.write(file, KeyFile.Kind.NODE, keys.array(), lock, randomness);
        } finally {
            Arrays.fill(keys.array(), (byte) 0);
            Arrays.fill(pkcs8, (byte) 0);
        }
    }

    /** The P-256 key of the node's certificate; without an encoding if it is in hardware. */
    public PrivateKey tlsKey() {
        return tls.getPrivate();
    }

    /** The public half of {@link #tlsKey()}, for a certificate request. */
    public PublicKey tlsPublicKey() {
        return tls.getPublic();
    }

    /** Signs what the node says; closed with these keys. */
    public Signer identity() {
        return identity;
    }

    /** Mixed into every fresh b and k beside the operating system's randomness; closed with these keys. */
    public Secret localSecret() {
        return localSecret;
    }

    @Override
    public void close() {
        identity.close();
        localSecret.close();
        afterwards.run();
    }

    @Override
    public String toString() {
        return "NodeKeys";
    }
}
