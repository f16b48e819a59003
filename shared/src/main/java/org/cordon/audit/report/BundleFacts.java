// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cordon.charter.CharterMeaning;
import org.cordon.member.Manifest;
import org.cordon.task.Charter;

/**
 * What people want to know of a log that no claim is about: who the members are, and what the charters say.
 *
 * <p><b>Does not check</b> approvals beyond what replaying the history does: claims 11 and 14 say whether they hold.
 *
 * @param manifest of the newest statement of the history, if the history can be replayed
 * @param changes what each statement of the history says, by its leaf
 * @param charters by session in hex digits
 * @param gaps what could not be read, in sentences without a full stop
 */
record BundleFacts(
        Optional<Manifest> manifest, Map<Long, Change> changes, Map<String, Terms> charters, List<String> gaps) {
    BundleFacts {
        changes = Map.copyOf(changes);
        charters = Map.copyOf(charters);
        gaps = List.copyOf(gaps);
    }

    /**
     * A statement of the history.
     *
     * @param words what changed, with names
     * @param approvals how many people approved it
     */
    record Change(String words, int approvals) {}

    /**
     * A charter.
     *
     * @param meaning in the consortium as it was then; empty where its history cannot be replayed
     */
    record Terms(Charter charter, Optional<CharterMeaning> meaning) {}
}
