// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Size and root as the second and third line of a note spell them (C2SP tlog-checkpoint); storage reads nothing else of a note.
 *
 * <p><b>Does not check</b> origin, extension lines or signatures.
 */
record CheckpointHead(long size, Hash root) {
    private static final int LONGEST_NOTE = 1 << 20;
    private static final Pattern LINES =
            Pattern.compile("[^\n]+\n(0|[1-9][0-9]{0,17})\n([A-Za-z0-9+/]{43}=)\n.*", Pattern.DOTALL);

    static Optional<CheckpointHead> read(byte[] note) {
        if (note.length > LONGEST_NOTE) {
            return Optional.empty();
        }
        Matcher lines = LINES.matcher(new String(note, StandardCharsets.ISO_8859_1));
        if (!lines.matches()) {
            return Optional.empty();
        }
        byte[] root = Base64.getDecoder().decode(lines.group(2));
        boolean canonical =
                Arrays.equals(Base64.getEncoder().encode(root), lines.group(2).getBytes(StandardCharsets.ISO_8859_1));
        return canonical
                ? Optional.of(new CheckpointHead(Long.parseLong(lines.group(1)), Hash.of(root)))
                : Optional.empty();
    }

    /** Throws where {@code note} does not name just this size and root. */
    static void check(byte[] note, long size, Hash root) {
        Optional<CheckpointHead> head = read(note);
        if (head.isEmpty() || !head.get().equals(new CheckpointHead(size, root))) {
            throw new IllegalArgumentException("note must name size " + size + " and root " + root.hex()
                    + " in its second and third line, but was "
                    + head.map(named -> "of size " + named.size + " and root " + named.root.hex())
                            .orElse("no checkpoint"));
        }
    }
}
