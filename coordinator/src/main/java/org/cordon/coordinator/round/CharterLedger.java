// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.round;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.Scope;
import org.cordon.suite.Transcript;
import org.cordon.sum.epoch.StoredReader;
import org.cordon.task.ApprovedCharter;
import org.cordon.task.Charter;
import org.cordon.task.CharterRejected;

/**
 * The newest version of each task's charter that this coordinator has taken; durable, and never goes back. It lies in a
 * journal of its own, under a digest that no charter has.
 */
final class CharterLedger {
    private static final Digest JOURNAL = Hashes.blob("charters taken".getBytes(StandardCharsets.UTF_8));

    private final CoordinatorStore store;
    private final Map<String, Known> newest = new LinkedHashMap<>();

    private record Known(int version, Digest session) {}

    CharterLedger(CoordinatorStore store) {
        this.store = store;
        store.journal(JOURNAL).forEach(this::read);
    }

    private void read(CoordinatorStore.Entry entry) {
        StoredReader in = new StoredReader(entry.content());
        int version = in.u32();
        Digest session = in.digest();
        newest.put(Journal.sentence(in.lp()), new Known(version, session));
        in.end();
    }

    /** Takes a charter, durably, unless another of that name is newer; gives the session that it ends. */
    synchronized Optional<Digest> take(ApprovedCharter approved) throws CharterRejected {
        // Spec: docs/protocol.md#charter.taken
        Charter charter = approved.charter();
        Optional<Known> known = Optional.ofNullable(newest.get(charter.name()));
        if (known.filter(k -> k.session().equals(approved.session())).isPresent()) {
            return Optional.empty();
        }
        if (known.filter(k -> charter.version() <= k.version()).isPresent()) {
            throw CharterRejected.downgrade(charter, known.orElseThrow().version());
        }
        store.append(
                JOURNAL,
                new CoordinatorStore.Entry(
                        Journal.CHARTER,
                        0,
                        0,
                        0,
                        Scope.COORDINATOR,
                        new Transcript()
                                .u32(charter.version())
                                .raw(approved.session())
                                .lp(Journal.sentence(charter.name()))
                                .toBytes()));
        newest.put(charter.name(), new Known(charter.version(), approved.session()));
        return known.map(Known::session);
    }

    /** Whether another charter of that name is newer than the session's. */
    synchronized boolean isSuperseded(String name, Digest session) {
        return Optional.ofNullable(newest.get(name))
                .filter(k -> !k.session().equals(session))
                .isPresent();
    }
}
