// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.round;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.Transcript;
import org.cordon.sum.epoch.StoredReader;
import org.cordon.task.ApprovedCharter;
import org.cordon.task.Charter;
import org.cordon.task.CharterRejected;

/**
 * The newest version of each task's charter that this member has seen approved; durable, and never goes back. It lies in the
 * member's store among the sessions, under a digest of the task's name that no charter has.
 */
final class CharterLedger {
    private final MemberStore store;

    private record Known(int version, Digest session) {
        static Known decode(Bytes entry) {
            StoredReader in = new StoredReader(entry);
            Known known = new Known(in.u32(), in.digest());
            in.end();
            return known;
        }
    }

    CharterLedger(MemberStore store) {
        this.store = store;
    }

    /** Takes a charter, durably, unless another of that name is newer. */
    synchronized void take(ApprovedCharter approved) throws CharterRejected {
        // Spec: docs/protocol.md#charter.version
        Charter charter = approved.charter();
        Optional<Known> known = known(charter.name());
        if (known.filter(k -> k.session().equals(approved.session())).isPresent()) {
            return;
        }
        if (known.filter(k -> charter.version() <= k.version()).isPresent()) {
            throw CharterRejected.downgrade(charter, known.orElseThrow().version());
        }
        store.save(
                key(charter.name()),
                new MemberStore.MemberRecord(
                        new Transcript()
                                .u32(charter.version())
                                .raw(approved.session())
                                .toBytes(),
                        Bytes.EMPTY));
    }

    /** Whether this session's charter was taken before. */
    boolean knows(String name, Digest session) {
        return known(name).filter(k -> k.session().equals(session)).isPresent();
    }

    /** Whether another charter of that name is newer than the session's. */
    boolean isSuperseded(String name, Digest session) {
        return known(name).filter(k -> !k.session().equals(session)).isPresent();
    }

    private Optional<Known> known(String name) {
        return store.load(key(name)).map(record -> Known.decode(record.guard()));
    }

    /** Whether a record of the store is one of these; a session's is always longer. */
    static boolean isEntry(MemberStore.MemberRecord record) {
        return record.guard().size() == Integer.BYTES + Digest.BYTES;
    }

    /** Of entries for the same name the one with the highest version. */
    static MemberStore.MemberRecord newest(List<MemberStore.MemberRecord> entries) {
        return entries.stream()
                .max(Comparator.comparingInt(
                        entry -> Known.decode(entry.guard()).version()))
                .orElseThrow(() -> new IllegalArgumentException("entries must have one, but was empty"));
    }

    private static Digest key(String name) {
        return Hashes.blob(("newest charter of task " + name).getBytes(StandardCharsets.UTF_8));
    }
}
