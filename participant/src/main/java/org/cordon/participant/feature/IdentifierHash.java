// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.feature;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.cordon.suite.Secret;

/**
 * Keyed 64-bit hashes of identifiers, under a key of this exchange alone.
 *
 * <p><b>Guarantees.</b> Without the key nobody can tell whose a hash is, nor find two texts with one hash on purpose. The same text
 * has the same hash under one key, and unrelated ones under two. Never 0, which stands for a missing value.
 *
 * <p><b>Does not check</b> chance collisions: among 10 million identifiers there is one with probability 3 in a million.
 *
 * <p>SipHash-2-4 (Aumasson, Bernstein: SipHash: a fast short-input PRF, 2012) over UTF-8.
 */
public final class IdentifierHash {
    private static final byte[] LABEL = "cordon/identifiers/1".getBytes(StandardCharsets.US_ASCII);
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final String FINGERPRINT = "fingerprint";

    private final long k0;
    private final long k1;

    private IdentifierHash(long k0, long k1) {
        this.k0 = k0;
        this.k1 = k1;
    }

    /** Derives the key from the machine's own secret by HMAC-SHA256. */
    public static IdentifierHash of(Secret local) {
        byte[] secret = local.copyBytes();
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            ByteBuffer key = ByteBuffer.wrap(mac.doFinal(LABEL));
            return new IdentifierHash(key.getLong(), key.getLong());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java runtime lacks HMAC-SHA256", impossible);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    static IdentifierHash forTesting(long k0, long k1) {
        return new IdentifierHash(k0, k1);
    }

    /** The hash of a text; never 0. */
    long of(String text) {
        long hash = sip(text.getBytes(StandardCharsets.UTF_8));
        return hash == 0 ? 1 : hash;
    }

    /** Tells two keys apart without telling them. */
    long fingerprint() {
        return of(FINGERPRINT);
    }

    long sip(byte[] in) {
        long v0 = k0 ^ 0x736f6d6570736575L;
        long v1 = k1 ^ 0x646f72616e646f6dL;
        long v2 = k0 ^ 0x6c7967656e657261L;
        long v3 = k1 ^ 0x7465646279746573L;
        int blocks = in.length >>> 3;
        for (int word = 0; word <= blocks + 2; word++) {
            // The message, its last block with the length, then four rounds to finish, two at a time.
            long m = word < blocks ? (long) WORDS.get(in, word << 3) : word == blocks ? last(in, blocks << 3) : 0;
            if (word == blocks + 1) {
                v2 ^= 0xff;
            }
            v3 ^= m;
            for (int round = 0; round < 2; round++) {
                v0 += v1;
                v1 = Long.rotateLeft(v1, 13) ^ v0;
                v0 = Long.rotateLeft(v0, 32);
                v2 += v3;
                v3 = Long.rotateLeft(v3, 16) ^ v2;
                v0 += v3;
                v3 = Long.rotateLeft(v3, 21) ^ v0;
                v2 += v1;
                v1 = Long.rotateLeft(v1, 17) ^ v2;
                v2 = Long.rotateLeft(v2, 32);
            }
            v0 ^= m;
        }
        return v0 ^ v1 ^ v2 ^ v3;
    }

    private static long last(byte[] in, int from) {
        long block = 0;
        for (int i = in.length - 1; i >= from; i--) {
            block = (block << 8) | (in[i] & 0xff);
        }
        return ((long) in.length << 56) | block;
    }

    /** Tells nothing of the key. */
    @Override
    public String toString() {
        return "IdentifierHash";
    }
}
