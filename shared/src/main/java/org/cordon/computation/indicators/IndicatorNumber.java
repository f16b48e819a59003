// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.indicators;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.cordon.suite.Secret;

/**
 * The number that stands for an indicator, and the bucket of a number.
 *
 * <p>Both are HMAC-SHA256 (RFC 2104), cut to their first bits. Numbers have {@value #BITS} bits, what a single-precision value holds exactly.
 *
 * <p><b>Guarantees.</b> Without the key a number says nothing of the text. <b>Does not check</b> who has the key: a bucket's key is the salt
 * in the charter, which the coordinator reads, so it can try texts or numbers that it thinks of.
 */
public final class IndicatorNumber {
    /** Bits of a number; the largest is one less than two to this power. */
    public static final int BITS = 24;

    private static final byte[] TEXT = "cordon/indicator/1".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BUCKET = "cordon/bucket/1".getBytes(StandardCharsets.US_ASCII);
    private static final String HMAC = "HmacSHA256";

    private IndicatorNumber() {}

    /**
     * The number of a text, for example an address: what an exchange writes into the indicator's column.
     *
     * @param key of the exchanges that share the list; the coordinator should not have it
     */
    public static int of(Secret key, String text) {
        byte[] bytes = key.copyBytes();
        try {
            return first(bytes, TEXT, text.getBytes(StandardCharsets.UTF_8), BITS);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** Whether a value is a number that single precision holds exactly, as all numbers of {@link #of} are. */
    public static boolean isExact(double value) {
        return Math.abs(value) <= 1 << BITS && value == Math.rint(value);
    }

    static int bucket(double indicator, long salt, int bits) {
        byte[] key = ByteBuffer.allocate(Long.BYTES).putLong(salt).array();
        byte[] number =
                ByteBuffer.allocate(Double.BYTES).putDouble(indicator + 0.0).array();
        return first(key, BUCKET, number, bits);
    }

    private static int first(byte[] key, byte[] label, byte[] message, int bits) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            mac.update(label);
            return ByteBuffer.wrap(mac.doFinal(message)).getInt() >>> (Integer.SIZE - bits);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java runtime lacks HMAC-SHA256", impossible);
        }
    }
}
