// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import java.util.Collection;
import org.cordon.record.HeadCosignature;
import org.cordon.suite.Scope;

/**
 * How many bytes every message from a participant to the coordinator takes, by formula: nothing but these leaves an
 * exchange.
 *
 * <p><b>Guarantees.</b> Equal to the encoded length, byte for byte, for every message within its bounds.
 *
 * <p><b>Does not count</b> what carries the messages: gRPC's frame ({@link #FRAME} bytes a message), HTTP/2, TLS, TCP.
 *
 * <p>Notation: {@code v(n)} is the length of a varint, {@code field(n) = 1 + v(n) + n} a field of n bytes,
 * {@code num(n) = n = 0 ? 0 : 1 + v(n)} a number, {@code S = field(34 + num(epoch) + num(round) + num(attempt) +
 * num(sender))} the scope, {@code signed(n) = field(n) + 66} a body of n bytes with its signature. A digest, seed or
 * share
 * takes 34.
 *
 * <p>Source: docs/protocol.md, what leaves an exchange; Protocol Buffers encoding specification.
 */
public final class WireSize {
    /** Bytes that gRPC puts before a message. */
    public static final int FRAME = 5;

    /** A field of 32 bytes. */
    private static final int WORD32 = 34;

    private static final int SIGNATURE = 66;
    private static final int CIPHERTEXT_BYTES = 1088;
    private static final int ENCAPSULATION_KEY_BYTES = 1184;
    private static final int PAIR_CIPHERTEXT = field(92);
    private static final int AEAD_BYTES = 28;
    private static final int CODE = 2;

    private WireSize() {}

    /** {@code field(signed(S + 34 + field(1184) + 68))}. */
    public static int advert(Scope scope) {
        return field(signed(scope(scope) + WORD32 + field(ENCAPSULATION_KEY_BYTES) + 2 * WORD32));
    }

    /** {@code field(field(signed(S + 68)) + sum over receivers j of field(num(j) + field(1088)))}. */
    public static int encapsulation(Scope scope, Collection<Integer> receivers) {
        int each = receivers.stream()
                .mapToInt(receiver -> field(number(receiver) + field(CIPHERTEXT_BYTES)))
                .sum();
        return field(field(signed(scope(scope) + 2 * WORD32)) + each);
    }

    /** {@code field(signed(S + 34 + sum over peers j of field(num(j) + 34)))}. */
    public static int confirm(Scope scope, Collection<Integer> peers) {
        return field(signed(scope(scope) + WORD32 + entries(peers, WORD32)));
    }

    /** {@code field(signed(S + 34))}. */
    public static int accepted(Scope scope) {
        return field(signed(scope(scope) + WORD32));
    }

    /**
     * {@code field(field(signed(S + 170)) + sum over receivers j of field(num(j) + 102 + field(92)) + field(28 + 32
     * n))}.
     */
    public static int ready(Scope scope, Collection<Integer> receivers) {
        int header = field(signed(scope(scope) + 5 * WORD32));
        int bundle = field(AEAD_BYTES + 32 * receivers.size());
        return field(header + entries(receivers, 3 * WORD32 + PAIR_CIPHERTEXT) + bundle);
    }

    /** {@code field(signed(S + 34 + num(accused) + 2))}. */
    public static int complaint(Scope scope, int accused) {
        return field(signed(scope(scope) + WORD32 + number(accused) + CODE));
    }

    /** {@code field(signed(S + 34))}. */
    public static int endorsement(Scope scope) {
        return field(signed(scope(scope) + WORD32));
    }

    /**
     * {@code field(field(signed(S + 68 + sum over survivors u of field(num(u) + 34) + sum over dropped u of field(num(u) +
     * 68))) + field(signed(S + 136)))}.
     */
    public static int reveal(Scope scope, Collection<Integer> survivors, Collection<Integer> dropped) {
        int shares = signed(scope(scope) + 2 * WORD32 + entries(survivors, WORD32) + entries(dropped, 2 * WORD32));
        return field(field(shares) + field(signed(scope(scope) + 4 * WORD32)));
    }

    /**
     * {@code field(signed(S + 136 + field(c)))}.
     *
     * @param checkpointBytes c, length of the checkpoint's text
     */
    public static int receipt(Scope scope, int checkpointBytes) {
        return field(signed(scope(scope) + 4 * WORD32 + field(checkpointBytes)));
    }

    /** {@code field(S + 2)}. */
    public static int refusal(Scope scope) {
        return field(scope(scope) + CODE);
    }

    /**
     * {@code field(signed(S + 68)) + sum over chunks of 1 + v(h + n) + h + n}, where n is the length of the chunk, o
     * its
     * offset and {@code h = num(o) + 1 + v(n)}.
     *
     * @param words ring words of the vector, with weight and count slots
     * @param bytesPerWord W/8
     * @param chunkBytes most bytes in a chunk
     */
    public static long upload(Scope scope, long words, int bytesPerWord, int chunkBytes) {
        return uploadStatement(scope) + uploadData(0, words * bytesPerWord, chunkBytes);
    }

    /** {@code field(signed(S + 68))}: the first message of an upload call. */
    public static int uploadStatement(Scope scope) {
        return field(signed(scope(scope) + 2 * WORD32));
    }

    /** The chunks of bytes {@code from} to {@code end} of a vector, for an upload that is resumed. */
    public static long uploadData(long from, long end, int chunkBytes) {
        long sum = 0;
        for (long offset = from; offset < end; offset += chunkBytes) {
            long length = Math.min(chunkBytes, end - offset);
            long inside = number(offset) + 1 + varint(length) + length;
            sum += 1 + varint(inside) + inside;
        }
        return sum;
    }

    /** {@code num(size)}. */
    public static int attend(long logSize) {
        return number(logSize);
    }

    /** {@code field(num(size) + num(time) + 66)}: beside any message of a member; alone it is {@link #cosign}. */
    public static int cosignature(HeadCosignature cosignature) {
        return field(cosign(cosignature));
    }

    /** {@code num(size) + num(time) + 66}. */
    public static int cosign(HeadCosignature cosignature) {
        return number(cosignature.size()) + number(cosignature.atSeconds()) + SIGNATURE;
    }

    /** {@code S}. */
    public static int uploadOffset(Scope scope) {
        return scope(scope);
    }

    /** {@code S}. */
    public static int fetchSum(Scope scope) {
        return scope(scope);
    }

    /** {@code S + 34}. */
    public static int fetchBlocks(Scope scope) {
        return scope(scope) + WORD32;
    }

    /** {@code 68}. */
    public static int fetchState() {
        return 2 * WORD32;
    }

    /** {@code num(from)}. */
    public static int fetchHistory(int from) {
        return number(from);
    }

    private static int entries(Collection<Integer> members, int bytesBesideIndex) {
        return members.stream()
                .mapToInt(member -> field(number(member) + bytesBesideIndex))
                .sum();
    }

    private static int scope(Scope scope) {
        return field(WORD32
                + number(scope.epoch())
                + number(scope.round())
                + number(scope.attempt())
                + number(scope.sender()));
    }

    private static int signed(int body) {
        return field(body) + SIGNATURE;
    }

    private static int field(int length) {
        return 1 + varint(length) + length;
    }

    private static int number(long value) {
        return value == 0 ? 0 : 1 + varint(value);
    }

    private static int varint(long value) {
        return Math.max(1, (70 - Long.numberOfLeadingZeros(value)) / 7);
    }
}
