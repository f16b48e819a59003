// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

/** Writes varints and bytes into an array of known size. */
final class WireWriter {
    private final byte[] target;
    private int position;

    WireWriter(int size) {
        this.target = new byte[size];
    }

    void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            target[position++] = (byte) ((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        target[position++] = (byte) rest;
    }

    /** Leaves room for {@code count} bytes and returns where it starts. */
    int reserve(int count) {
        int start = position;
        position += count;
        return start;
    }

    void bytes(byte[] source) {
        System.arraycopy(source, 0, target, reserve(source.length), source.length);
    }

    byte[] array() {
        return target;
    }

    /** The whole array; every byte of it must have been written. */
    byte[] toByteArray() {
        if (position != target.length) {
            throw new IllegalStateException("size must be " + position + ", but was " + target.length);
        }
        return target;
    }
}
