// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.differencing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cordon.suite.Bytes;

/**
 * A set of member indexes from 0 to 255; immutable, iterated in ascending order.
 *
 * <p><b>Guarantees.</b> One set has one encoding: {@value #BYTES} bytes, member i is bit i mod 8 of byte i/8, the lowest
 * bit first.
 *
 * <p><b>Does not check</b> that the members exist.
 */
public final class MemberSet implements Iterable<Integer> {
    /** How many indexes there are. */
    public static final int INDEXES = 256;

    /** Length of the encoding. */
    public static final int BYTES = INDEXES / 8;

    /** Lexicographic over the ascending members, a prefix first: {1, 2}, {1, 2, 9}, {1, 3}, {2}. */
    public static final Comparator<MemberSet> LEXICOGRAPHIC = (a, b) -> Arrays.compare(a.toArray(), b.toArray());

    public static final MemberSet EMPTY = new MemberSet(new long[INDEXES / Long.SIZE]);

    private final long[] bits;

    private MemberSet(long[] bits) {
        this.bits = bits;
    }

    public static MemberSet of(int... members) {
        long[] bits = new long[INDEXES / Long.SIZE];
        for (int member : members) {
            if (member < 0 || member >= INDEXES) {
                throw new IllegalArgumentException("member must be in [0, 255], but was " + member);
            }
            bits[member >> 6] |= 1L << member;
        }
        return new MemberSet(bits);
    }

    public static MemberSet of(Collection<Integer> members) {
        return of(members.stream().mapToInt(Integer::intValue).toArray());
    }

    /** All members from {@code first} to {@code last}. */
    public static MemberSet range(int first, int last) {
        return of(IntStream.rangeClosed(first, last).toArray());
    }

    /** Reads {@link #encode()}; another length is an {@link IllegalArgumentException}. */
    public static MemberSet decode(Bytes encoded) {
        if (encoded.size() != BYTES) {
            throw new IllegalArgumentException("member set must be 32 bytes, but was " + encoded.size());
        }
        long[] bits = new long[INDEXES / Long.SIZE];
        ByteBuffer.wrap(encoded.toByteArray())
                .order(ByteOrder.LITTLE_ENDIAN)
                .asLongBuffer()
                .get(bits);
        return new MemberSet(bits);
    }

    public Bytes encode() {
        ByteBuffer buffer = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asLongBuffer().put(bits);
        return Bytes.wrap(buffer.array());
    }

    public boolean contains(int member) {
        return member >= 0 && member < INDEXES && (bits[member >> 6] >>> member & 1) == 1;
    }

    /** Whether every member of {@code other} is in this set. */
    public boolean containsAll(MemberSet other) {
        return other.minus(this).isEmpty();
    }

    public int size() {
        return Arrays.stream(bits).mapToInt(Long::bitCount).sum();
    }

    public boolean isEmpty() {
        return (bits[0] | bits[1] | bits[2] | bits[3]) == 0;
    }

    public MemberSet union(MemberSet other) {
        long[] joined = bits.clone();
        Arrays.setAll(joined, i -> bits[i] | other.bits[i]);
        return new MemberSet(joined);
    }

    public MemberSet intersection(MemberSet other) {
        long[] common = bits.clone();
        Arrays.setAll(common, i -> bits[i] & other.bits[i]);
        return new MemberSet(common);
    }

    /** The members of this set that are not in {@code other}. */
    public MemberSet minus(MemberSet other) {
        long[] left = bits.clone();
        Arrays.setAll(left, i -> bits[i] & ~other.bits[i]);
        return new MemberSet(left);
    }

    public MemberSet with(int member) {
        return union(of(member));
    }

    /** The members, ascending. */
    public IntStream stream() {
        return Arrays.stream(toArray());
    }

    /** The members, ascending. */
    public int[] toArray() {
        int[] members = new int[size()];
        int at = 0;
        for (int member = next(0); member < INDEXES; member = next(member + 1)) {
            members[at++] = member;
        }
        return members;
    }

    @Override
    public Iterator<Integer> iterator() {
        return new PrimitiveIterator.OfInt() {
            private int at = MemberSet.this.next(0);

            @Override
            public boolean hasNext() {
                return at < INDEXES;
            }

            @Override
            public int nextInt() {
                if (at >= INDEXES) {
                    throw new NoSuchElementException("the set has no further member");
                }
                int found = at;
                at = MemberSet.this.next(found + 1);
                return found;
            }
        };
    }

    /** The first member from {@code from} on, or {@link #INDEXES}. */
    private int next(int from) {
        for (int at = from; at < INDEXES; at = (at | 63) + 1) {
            long left = bits[at >> 6] >>> at;
            if (left != 0) {
                return at + Long.numberOfTrailingZeros(left);
            }
        }
        return INDEXES;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MemberSet set && Arrays.equals(bits, set.bits);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bits);
    }

    /** For example {@code {1, 2, 5}}. */
    @Override
    public String toString() {
        return stream().mapToObj(Integer::toString).collect(Collectors.joining(", ", "{", "}"));
    }
}
