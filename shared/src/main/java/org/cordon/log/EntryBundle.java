// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cordon.log.BundleFinding.Problem;

/**
 * Up to 256 leaves in one file, each after its length in two bytes, big-endian (C2SP tlog-tiles, "Log Entries").
 *
 * <p><b>Guarantees.</b> A leaf over {@link #LONGEST_LEAF} is neither written nor read, though the format has room for 65,535 bytes.
 */
public final class EntryBundle {
    /** Longest leaf in bytes. */
    public static final int LONGEST_LEAF = 16_384;

    static final int PREFIX = 2;

    /** Longest file of a bundle in bytes. */
    static final int LONGEST = TilePath.FULL * (PREFIX + LONGEST_LEAF);

    private EntryBundle() {}

    /** The file that holds {@code leaves}. */
    public static byte[] encode(List<byte[]> leaves) {
        if (leaves.isEmpty() || leaves.size() > TilePath.FULL) {
            throw new IllegalArgumentException("leaves must be 1 to 256, but was " + leaves.size());
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (byte[] leaf : leaves) {
            checkLength(leaf.length);
            file.write(leaf.length >> 8);
            file.write(leaf.length);
            file.writeBytes(leaf);
        }
        return file.toByteArray();
    }

    /** The {@code width} leaves of a file; too few, too many, too long or bytes left over are refused. */
    public static List<byte[]> decode(byte[] file, int width) throws LogRefused {
        int[] offsets = new int[width];
        int[] lengths = new int[width];
        scan(file, file.length, width, offsets, lengths);
        List<byte[]> leaves = new ArrayList<>(width);
        for (int i = 0; i < width; i++) {
            leaves.add(Arrays.copyOfRange(file, offsets[i], offsets[i] + lengths[i]));
        }
        return leaves;
    }

    /** Where the leaves lie in the first {@code end} bytes; returns the bytes of all leaves together. */
    static int scan(byte[] file, int end, int width, int[] offsets, int[] lengths) throws LogRefused {
        int at = 0;
        for (int i = 0; i < width; i++) {
            if (end - at < PREFIX) {
                throw new LogRefused("entry bundle ends after " + i + " of " + width + " leaves", Problem.TRUNCATED);
            }
            int length = (file[at] & 0xff) << 8 | (file[at + 1] & 0xff);
            at += PREFIX;
            if (length > LONGEST_LEAF) {
                throw new LogRefused(
                        "leaf " + i + " of the entry bundle must be at most " + LONGEST_LEAF + " bytes, but was "
                                + length,
                        Problem.CHANGED);
            }
            if (length > end - at) {
                throw new LogRefused("entry bundle ends inside leaf " + i + " of " + width, Problem.TRUNCATED);
            }
            offsets[i] = at;
            lengths[i] = length;
            at += length;
        }
        if (at != end) {
            throw new LogRefused(
                    "entry bundle must end after " + width + " leaves, but has " + (end - at) + " bytes left over",
                    Problem.EXTENDED);
        }
        return at - PREFIX * width;
    }

    static void checkLength(int length) {
        if (length > LONGEST_LEAF) {
            throw new IllegalArgumentException("leaf must be at most " + LONGEST_LEAF + " bytes, but was " + length);
        }
    }
}
