// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The path of a tile or of an entry bundle below a log's directory (C2SP tlog-tiles, "Merkle Tree" and "Log Entries").
 *
 * <p><b>Guarantees.</b> {@link #parse} takes just what {@link #toString} gives.
 *
 * @param kind hashes of the tree, or leaves
 * @param level height of the tile in tiles, 0 to 7; 0 for leaves
 * @param index position within the level, from 0
 * @param width hashes or leaves in it, 1 to 256; below 256 it is partial
 */
public record TilePath(Kind kind, int level, long index, int width) {
    /** Hashes or leaves in a full tile. */
    public static final int FULL = 256;

    static final int HEIGHT = 8;

    /** Levels that a tree of less than 2^63 leaves can have. */
    static final int LEVELS = 8;

    private static final long INDEXES = 1L << 55;
    private static final Pattern FORM =
            Pattern.compile("tile/(entries|[0-7])/((?:x[0-9]{3}/){0,5})([0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

    /** What a file below {@code tile/} holds. */
    public enum Kind {
        /** Hashes of one level of the tree. */
        HASHES,
        /** The bytes of leaves. */
        ENTRIES
    }

    public TilePath {
        if (level < 0 || level >= LEVELS || (kind == Kind.ENTRIES && level != 0)) {
            throw new IllegalArgumentException("level must be 0 to 7, and 0 for entries, but was " + level);
        }
        if (index < 0 || index >= INDEXES) {
            throw new IllegalArgumentException("index must be 0 to 2^55 - 1, but was " + index);
        }
        if (width < 1 || width > FULL) {
            throw new IllegalArgumentException("width must be 1 to 256, but was " + width);
        }
    }

    /** A tile of hashes. */
    public static TilePath hashes(int level, long index, int width) {
        return new TilePath(Kind.HASHES, level, index, width);
    }

    /** A bundle of leaves. */
    public static TilePath entries(long index, int width) {
        return new TilePath(Kind.ENTRIES, 0, index, width);
    }

    /** The path that {@code text} spells; empty where it is not in the one form. */
    public static Optional<TilePath> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        String first = String.valueOf(form.group(1));
        long index =
                Long.parseLong((form.group(2) + form.group(3)).replace("x", "").replace("/", ""));
        Optional<String> partial = Optional.ofNullable(form.group(4));
        int width = partial.map(Integer::parseInt).orElse(FULL);
        if (index >= INDEXES || width > FULL) {
            return Optional.empty();
        }
        TilePath path = first.equals("entries") ? entries(index, width) : hashes(Integer.parseInt(first), index, width);
        return path.toString().equals(text) ? Optional.of(path) : Optional.empty();
    }

    /** Whether the tile is not full yet. */
    public boolean isPartial() {
        return width < FULL;
    }

    /** Whether a log of {@code size} leaves has just this file. */
    public boolean belongsTo(long size) {
        long full = countAt(level + 1, size);
        return index < full ? width == FULL : index == full && width == partialWidth(level, size);
    }

    /** Hashes that a level of tiles has in a log of {@code size}. */
    static long countAt(int level, long size) {
        return level < LEVELS ? size >> (HEIGHT * level) : 0;
    }

    /** Hashes or leaves in the last, partial tile of a level; 0 where it has none. */
    static int partialWidth(int level, long size) {
        return (int) (countAt(level, size) % FULL);
    }

    /** The form of the specification, such as {@code tile/0/x001/x234/067.p/8}. */
    @Override
    public String toString() {
        String number = threeDigits(index % 1000);
        for (long rest = index / 1000; rest > 0; rest /= 1000) {
            number = "x" + threeDigits(rest % 1000) + "/" + number;
        }
        return "tile/" + (kind == Kind.ENTRIES ? "entries" : Integer.toString(level)) + "/" + number
                + (isPartial() ? ".p/" + width : "");
    }

    private static String threeDigits(long value) {
        return Long.toString(1000 + value).substring(1);
    }
}
