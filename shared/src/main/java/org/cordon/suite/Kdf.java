// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.suite;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HKDF-SHA256 (RFC 5869) and HMAC-SHA256 (RFC 2104), on the JDK's provider.
 *
 * <p>Safe for concurrent use: each thread has its own Mac, which keeps the last key until its next use.
 */
final class Kdf {
    private static final int HASH_BYTES = 32;
    private static final int MAX_BLOCKS = 255;
    /** RFC 5869 section 2.2: an absent salt is a string of zeros; HMAC pads every shorter key the same way. */
    private static final byte[] NO_SALT = new byte[HASH_BYTES];

    private static final ThreadLocal<Mac> HMAC = ThreadLocal.withInitial(Kdf::newMac);

    private Kdf() {}

    /** HKDF-Extract over the parts of the input keying material in a row; an empty salt is allowed. */
    static byte[] extract(byte[] salt, byte[]... parts) {
        Mac mac = keyed(salt.length == 0 ? NO_SALT : salt);
        for (byte[] part : parts) {
            mac.update(part);
        }
        return mac.doFinal();
    }

    /** HKDF-Expand to {@code length} bytes, at most 255 * 32. */
    static byte[] expand(byte[] key, byte[] info, int length) {
        if (length < 0 || length > MAX_BLOCKS * HASH_BYTES) {
            throw new IllegalArgumentException("length must be in [0, 8160], but was " + length);
        }
        Mac mac = keyed(key);
        byte[] output = new byte[length];
        byte[] block = new byte[0];
        for (int number = 1, done = 0; done < length; number++) {
            mac.update(block);
            mac.update(info);
            mac.update((byte) number);
            Arrays.fill(block, (byte) 0);
            block = mac.doFinal();
            int taken = Math.min(HASH_BYTES, length - done);
            System.arraycopy(block, 0, output, done, taken);
            done += taken;
        }
        Arrays.fill(block, (byte) 0);
        return output;
    }

    /** HKDF-Expand to one secret of 32 bytes. */
    static Secret expand(Secret key, byte[] info) {
        byte[] keyBytes = key.copyBytes();
        byte[] output = expand(keyBytes, info, Secret.BYTES);
        Secret derived = Secret.of(output);
        Arrays.fill(keyBytes, (byte) 0);
        Arrays.fill(output, (byte) 0);
        return derived;
    }

    static byte[] hmac(Secret key, byte[] message) {
        byte[] keyBytes = key.copyBytes();
        try {
            return keyed(keyBytes).doFinal(message);
        } finally {
            Arrays.fill(keyBytes, (byte) 0);
        }
    }

    private static Mac keyed(byte[] key) {
        Mac mac = HMAC.get();
        try {
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 failed", e);
        }
        return mac;
    }

    private static Mac newMac() {
        try {
            return Mac.getInstance("HmacSHA256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime lacks HMAC-SHA256", e);
        }
    }
}
