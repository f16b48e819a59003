// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.witness;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where two signed checkpoints are kept that cannot both be of one log.
 *
 * <p><b>Guarantees</b> asked of implementations: what was kept is on disk when {@link #keep} returns, and {@link #found} tells of it
 * until an operator has put it away.
 */
public interface Evidence {
    /**
     * Keeps a pair.
     *
     * @param size of the checkpoint that was shown
     * @param held the signed note of the mirror
     * @param shown the signed note that contradicts it
     */
    void keep(long size, byte[] held, byte[] shown);

    /**
     * Keeps a checkpoint over a leaf that cannot be read here: no contradiction by itself, but one of another log at its size would
     * be.
     *
     * @param shown the signed note
     */
    void keepUnread(long size, byte[] shown);

    /** The notes that {@link #keepUnread} kept. */
    List<byte[]> unread();

    /** Where evidence of an earlier time lies. */
    Optional<String> found();

    /** As long as the object. */
    static Evidence inMemory() {
        return new Evidence() {
            private final List<byte[]> unread = new ArrayList<>();
            private Optional<String> kept = Optional.empty();

            @Override
            public synchronized void keepUnread(long size, byte[] shown) {
                unread.add(shown.clone());
            }

            @Override
            public synchronized List<byte[]> unread() {
                return List.copyOf(unread);
            }

            @Override
            public synchronized void keep(long size, byte[] held, byte[] shown) {
                kept = Optional.of("memory, of size " + size);
            }

            @Override
            public synchronized Optional<String> found() {
                return kept;
            }
        };
    }
}
