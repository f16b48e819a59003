// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.pkcs11;

import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Optional;
import org.cordon.pkcs11.TokenRefused.Reason;
import org.cordon.suite.Bytes;
import org.cordon.suite.KeyUnavailable;
import org.cordon.suite.Randomness;
import org.cordon.suite.Secret;
import org.cordon.suite.Signer;
import org.cordon.suite.VerifyKey;

/**
 * A PKCS#11 token that is logged in to: makes keys that never leave it, and lets them sign.
 *
 * <p><b>Guarantees.</b> Private and secret keys are sensitive and not extractable, whether made here or found; what is
 * found is proven by a signature under the expected public key. A failure while opening or making is a {@link
 * TokenRefused}; one while signing is a {@link KeyUnavailable}.
 *
 * <p><b>Does not check</b> that the token is hardware, or what else its PIN opens; that a PIN is right while another part
 * of this process is logged in to the same token, because PKCS#11 then takes none.
 *
 * <p>Safe for concurrent use until closed.
 */
public final class Token implements AutoCloseable {
    private static final String IDENTITY_CHECK = "key-check";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;

    private final Shared shared;
    private boolean closed;

    private Token(Shared shared) {
        this.shared = shared;
    }

    /** Finds the token by its label and logs in as its user. */
    public static Token open(TokenAddress address, Pin pin) throws TokenRefused {
        Cryptoki library = Cryptoki.acquire(address.library());
        try {
            Slot slot = Slot.find(library, address);
            return new Token(new Shared(new TokenObjects(address, slot, slot.login(address, pin))));
        } catch (TokenRefused | RuntimeException refused) {
            library.release();
            throw refused;
        }
    }

    /** The same token once more, to be closed on its own. */
    public synchronized Token share() {
        requireOpen();
        shared.retain();
        return new Token(shared);
    }

    /** The token's serial number, which tells it from another with the same label. */
    public String serial() {
        return shared.objects.slot().serial();
    }

    /** Makes an Ed25519 key. */
    public synchronized Signer makeSigner(Bytes id, String label) throws TokenRefused {
        requireOpen();
        shared.objects.makeEd25519(id, label);
        return checked(id, Optional.empty());
    }

    /** Finds an Ed25519 key, which must be that of {@code expected}. */
    public synchronized Signer signer(Bytes id, VerifyKey expected) throws TokenRefused {
        requireOpen();
        return checked(id, Optional.of(expected));
    }

    private Signer checked(Bytes id, Optional<VerifyKey> expected) throws TokenRefused {
        TokenObjects objects = shared.objects;
        long handle = objects.privateKey(id);
        VerifyKey key = expected.isPresent() ? expected.get() : objects.verifyKey(id);
        TokenSigner signer = new TokenSigner(share(), handle, key);
        try {
            signer.prove(IDENTITY_CHECK);
            return signer;
        } catch (KeyUnavailable failed) {
            signer.close();
            throw new TokenRefused(Reason.TOKEN_FAILED, String.valueOf(failed.getMessage()));
        } catch (TokenRefused refused) {
            signer.close();
            throw refused;
        }
    }

    /** Makes a P-256 key; the private half has no encoding and signs through {@link java.security.Signature}. */
    public synchronized KeyPair makeP256(Bytes id, String label) throws TokenRefused {
        requireOpen();
        shared.objects.makeP256(id, label);
        return pair(id, shared.objects.p256Key(id));
    }

    /** Finds a P-256 key, which must be that of {@code expected}; it works until this token is closed. */
    public synchronized KeyPair p256(Bytes id, PublicKey expected) throws TokenRefused {
        requireOpen();
        return pair(id, expected);
    }

    private KeyPair pair(Bytes id, PublicKey expected) throws TokenRefused {
        TokenPrivateKey key = new TokenPrivateKey(this, shared.objects.privateKey(id), expected);
        key.prove();
        return new KeyPair(expected, key);
    }

    /** Makes an AES-256 key that wraps secrets. */
    public synchronized void makeWrappingKey(Bytes id, String label) throws TokenRefused {
        requireOpen();
        shared.objects.makeAes(id, label);
    }

    /** Encrypts a secret in the token, with AES-256-GCM bound to {@code associated}. */
    public synchronized Bytes wrap(Bytes id, Secret secret, Bytes associated, Randomness randomness)
            throws TokenRefused {
        requireOpen();
        byte[] nonce = new byte[NONCE_BYTES];
        randomness.nextBytes(nonce);
        byte[] plain = secret.copyBytes();
        try {
            byte[] box = shared.objects.encrypt(id, nonce, associated.toByteArray(), plain);
            byte[] whole = Arrays.copyOf(nonce, NONCE_BYTES + box.length);
            System.arraycopy(box, 0, whole, NONCE_BYTES, box.length);
            return Bytes.wrap(whole);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /** Decrypts what {@link #wrap} made; the caller closes the secret. */
    public synchronized Secret unwrap(Bytes id, Bytes wrapped, Bytes associated) throws TokenRefused {
        requireOpen();
        byte[] whole = wrapped.toByteArray();
        if (whole.length != NONCE_BYTES + Secret.BYTES + TAG_BYTES) {
            throw shared.objects.altered();
        }
        byte[] nonce = Arrays.copyOf(whole, NONCE_BYTES);
        byte[] box = Arrays.copyOfRange(whole, NONCE_BYTES, whole.length);
        byte[] plain = shared.objects.decrypt(id, nonce, associated.toByteArray(), box);
        try {
            return Secret.of(plain);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /** Signs with a key of this token. */
    synchronized TokenObjects objects() {
        requireOpen();
        return shared.objects;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the token was closed");
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            shared.release();
        }
    }

    @Override
    public String toString() {
        return "Token";
    }

    /** Logged in until its last user goes. */
    private static final class Shared {
        private final TokenObjects objects;
        private int users = 1;

        Shared(TokenObjects objects) {
            this.objects = objects;
        }

        synchronized void retain() {
            users++;
        }

        synchronized void release() {
            users--;
            if (users == 0) {
                objects.close();
            }
        }
    }
}
