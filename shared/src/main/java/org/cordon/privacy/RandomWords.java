// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.cordon.suite.Keystream;
import org.cordon.suite.Randomness;
import org.cordon.suite.Secret;

/**
 * Uniform 64-bit words: the AES-256-CTR keystream (NIST SP 800-38A section 6.5) of a key that is drawn once.
 *
 * <p><b>Guarantees.</b> Equal keys give equal words. {@link #close} wipes what was expanded; a closed source refuses
 * every use.
 *
 * <p><b>Does not check</b> that the randomness it is seeded from is secure: production passes {@link
 * Randomness#secure()}.
 *
 * <p>Not thread-safe.
 */
public final class RandomWords implements AutoCloseable {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final Keystream stream;
    private final byte[] buffer = new byte[Keystream.MAX_READ_BYTES];
    private int next = buffer.length;
    private boolean closed;

    /** Draws the key, 32 bytes, from {@code randomness}. */
    public RandomWords(Randomness randomness) {
        try (Secret key = Secret.random(randomness)) {
            this.stream = new Keystream(key, 0, false);
        }
    }

    private RandomWords(Keystream stream, long[] first) {
        this.stream = stream;
        this.next = buffer.length - Long.BYTES * first.length;
        for (int i = 0; i < first.length; i++) {
            LONG.set(buffer, next + Long.BYTES * i, first[i]);
        }
    }

    /** The given words, then those of a key of zeros: only tests see it, to bring about what is too rare to wait for. */
    static RandomWords forTesting(long... first) {
        try (Secret zero = Secret.of(new byte[Secret.BYTES])) {
            return new RandomWords(new Keystream(zero, 0, false), first);
        }
    }

    /** The next word. */
    public long next() {
        if (next == buffer.length) {
            refill();
        }
        long word = (long) LONG.get(buffer, next);
        next += Long.BYTES;
        return word;
    }

    /** Uniform in [0, {@code bound}), exactly (Lemire 2019, algorithm 5). */
    public long below(long bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("bound must be at least 1, but was " + bound);
        }
        long word = next();
        long low = word * bound;
        if (Long.compareUnsigned(low, bound) < 0) {
            long surplus = Long.remainderUnsigned(-bound, bound);
            while (Long.compareUnsigned(low, surplus) < 0) {
                word = next();
                low = word * bound;
            }
        }
        return multiplyHigh(word, bound);
    }

    /** The upper 64 bits of the product of an unsigned word and a number from 0 up. */
    static long multiplyHigh(long word, long factor) {
        return Math.multiplyHigh(word, factor) + ((word >> 63) & factor);
    }

    private void refill() {
        if (closed) {
            throw new IllegalStateException("the source of random words was closed");
        }
        stream.next(buffer, buffer.length);
        next = 0;
    }

    @Override
    public void close() {
        closed = true;
        next = buffer.length;
        Arrays.fill(buffer, (byte) 0);
    }

    @Override
    public String toString() {
        return "RandomWords";
    }
}
