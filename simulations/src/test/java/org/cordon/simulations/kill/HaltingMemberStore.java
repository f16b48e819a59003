// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.kill;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.cordon.participant.round.Ledger;
import org.cordon.participant.round.MemberStore;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.sum.epoch.StoredReader;
import org.cordon.sum.round.RoundGuard;

/** Passes everything on, names each change of a record as a durability point, and reports what is durable. */
final class HaltingMemberStore implements MemberStore {
    private static final List<String> POINTS = List.of("entered", "ready", "uploaded", "endorsed", "revealed");

    private final MemberStore store;
    private final int member;
    private final Halt halt;
    private String last = "";

    HaltingMemberStore(MemberStore store, int member, Halt halt) {
        this.store = store;
        this.member = member;
        this.halt = halt;
    }

    /** What a record says a member has reached: the kind of its round's state, or its keys alone. */
    private static String point(MemberRecord record) {
        if (record.secrets().isEmpty()) {
            return "idle";
        }
        StoredReader in = new StoredReader(record.secrets());
        in.lp();
        in.lp();
        Bytes round = in.lp();
        return round.isEmpty() ? "keys" : POINTS.get(new StoredReader(round).u8() - 1);
    }

    /** The newest version of a charter lies among the sessions, as a number and a digest. */
    private static boolean isCharterVersion(MemberRecord record) {
        return record.guard().size() == Integer.BYTES + Digest.BYTES;
    }

    private static RoundGuard guard(MemberRecord record) {
        return RoundGuard.decode(new StoredReader(record.guard()).lp());
    }

    @Override
    public synchronized void save(Digest session, MemberRecord record, SortedMap<String, Long> counts) {
        if (isCharterVersion(record)) {
            halt.at("charter", () -> store.save(session, record, counts));
            return;
        }
        RoundGuard guard = guard(record);
        String now = point(record) + " " + guard.epoch() + " " + guard.round() + " " + guard.attempt();
        if (now.equals(last)) {
            store.save(session, record, counts);
            return;
        }
        halt.at(point(record), () -> {
            store.save(session, record, counts);
            Halt.say("MEMBER " + member + " " + now);
        });
        last = now;
    }

    @Override
    public synchronized Optional<MemberRecord> load(Digest session) {
        Optional<MemberRecord> record = store.load(session);
        record.filter(r -> !isCharterVersion(r)).ifPresent(r -> {
            RoundGuard guard = guard(r);
            last = point(r) + " " + guard.epoch() + " " + guard.round() + " " + guard.attempt();
            Halt.say("LOADED " + member + " " + last);
        });
        return record;
    }

    @Override
    public Ledger ledger() {
        return store.ledger();
    }

    @Override
    public List<Digest> sessions() {
        return store.sessions();
    }

    @Override
    public void saveVector(Digest session, String name, ByteBuffer content) {
        store.saveVector(session, name, content);
    }

    @Override
    public Optional<byte[]> loadVector(Digest session, String name) {
        return store.loadVector(session, name);
    }

    @Override
    public void deleteVector(Digest session, String name) {
        store.deleteVector(session, name);
    }

    @Override
    public void saveState(Digest session, Digest state, Bytes content) {
        store.saveState(session, state, content);
        Halt.say("STATE " + member + " " + KillDirectory.done(content) + " " + state.hex());
    }

    @Override
    public Optional<Bytes> loadState(Digest session, Digest state) {
        return store.loadState(session, state);
    }

    @Override
    public void close() {
        store.close();
    }
}
