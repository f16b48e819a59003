// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.epoch;

import java.util.Arrays;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Secret;
import org.cordon.suite.Signature;

/** Reads canonical bytes in order; anything short or left over is an {@link IllegalArgumentException}. */
public final class StoredReader {
    private final byte[] in;
    private int at;

    public StoredReader(Bytes encoded) {
        this.in = encoded.toByteArray();
    }

    public int u8() {
        return take(1)[0] & 0xff;
    }

    public int u16() {
        byte[] b = take(2);
        return (b[0] & 0xff) << 8 | (b[1] & 0xff);
    }

    /** A u16 from {@code least} to {@code most}. */
    public int u16(int least, int most) {
        return within(u16(), least, most);
    }

    /** A u32 from {@code least} to {@code most}. */
    public int u32(int least, int most) {
        return within(u32(), least, most);
    }

    private static int within(int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "stored number must be in [" + least + ", " + most + "], but was " + value);
        }
        return value;
    }

    /** A u32 that fits an int. */
    public int u32() {
        int high = u16();
        int value = high << 16 | u16();
        if (value < 0) {
            throw new IllegalArgumentException("stored number must be below 2^31");
        }
        return value;
    }

    /** LP: u32 length, bytes. */
    public Bytes lp() {
        return Bytes.wrap(take(u32()));
    }

    public Digest digest() {
        return Digest.of(take(Digest.BYTES));
    }

    public Signature signature() {
        return Signature.of(take(Signature.BYTES));
    }

    public Secret secret() {
        byte[] bytes = take(Secret.BYTES);
        Secret secret = Secret.of(bytes);
        Arrays.fill(bytes, (byte) 0);
        return secret;
    }

    /** Demands that nothing is left, and wipes the buffer. */
    public void end() {
        if (at != in.length) {
            throw new IllegalArgumentException((in.length - at) + " stored bytes are left over");
        }
        Arrays.fill(in, (byte) 0);
    }

    private byte[] take(int length) {
        if (length > in.length - at) {
            throw new IllegalArgumentException("stored bytes end early at " + at);
        }
        at += length;
        return Arrays.copyOfRange(in, at - length, at);
    }
}
