// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.nio.charset.StandardCharsets;

/**
 * What a log commits to: its name, the number of its leaves and the root of their tree.
 *
 * <p><b>Guarantees.</b> The text has exactly three lines, without extensions, and one spelling. The origin is not empty and has no
 * control character.
 *
 * <p><b>Does not check</b> that the root is one of {@code size} leaves, not even of none.
 *
 * <p>Source: C2SP tlog-checkpoint, "Note text".
 *
 * @param origin the name of the log; unlike a key's name it may have spaces
 * @param size number of leaves, from 0
 * @param root RFC 6962 root of the first {@code size} leaves
 */
public record Checkpoint(String origin, long size, Hash root) {
    private static final String WHAT = "the checkpoint";

    public Checkpoint {
        if (origin.isEmpty()
                || !StrictText.isEncodable(origin)
                || origin.chars().anyMatch(c -> c < ' ')) {
            throw new IllegalArgumentException("origin must be one line of text, but was " + StrictText.shown(origin));
        }
        if (size < 0) {
            throw new IllegalArgumentException("size must be at least 0, but was " + size);
        }
    }

    /** The checkpoint of a log without leaves. */
    public static Checkpoint empty(String origin) {
        return new Checkpoint(origin, 0, Hash.EMPTY_ROOT);
    }

    /** Reads the text of a note, in UTF-8. */
    public static Checkpoint parse(byte[] text) throws MalformedLog {
        return parse(StrictText.decode(text, WHAT, false));
    }

    /** Reads the text of a note, whose characters {@link SignedNote} has checked. */
    static Checkpoint parse(String text) throws MalformedLog {
        TextLines lines = TextLines.of(text, WHAT);
        String origin = lines.next("the origin");
        if (origin.isEmpty()) {
            throw MalformedLog.of(lines.here(), "the origin of a log", origin);
        }
        String sizeText = lines.next("the tree size");
        long size = StrictText.decimal(sizeText, lines.here());
        String rootText = lines.next("the root hash");
        Hash root = StrictText.hash(rootText, lines.here());
        lines.end("absent, as no extension is known");
        return new Checkpoint(origin, size, root);
    }

    /** The three lines that are signed. */
    public String text() {
        return origin + "\n" + size + "\n" + StrictText.base64(root.toByteArray()) + "\n";
    }

    /** {@link #text} in UTF-8. */
    public byte[] toBytes() {
        return text().getBytes(StandardCharsets.UTF_8);
    }
}
