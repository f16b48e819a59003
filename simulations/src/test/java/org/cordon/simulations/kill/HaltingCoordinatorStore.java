// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.kill;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cordon.coordinator.round.CoordinatorStore;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.sum.round.MemberMessage;
import org.cordon.task.OfferedCharter;
import org.cordon.wire.MessageCodec;

/** Passes everything on, names each journal entry as a durability point, and reports what is durable. */
record HaltingCoordinatorStore(CoordinatorStore store, Halt halt) implements CoordinatorStore {

    /** The durability point that an entry is. */
    static String point(Entry entry) {
        if (!entry.kind().equals("submission")) {
            return entry.kind();
        }
        MemberMessage message = MessageCodec.memberMessage(entry.content());
        if (message instanceof MemberMessage.Ready) {
            return "ready";
        } else if (message instanceof MemberMessage.Endorsement) {
            return "endorsement";
        } else if (message instanceof MemberMessage.Reveal) {
            return "reveal";
        }
        return message instanceof MemberMessage.Receipt ? "receipt" : "other";
    }

    static String line(String what, Entry entry) {
        return String.join(
                " ",
                what,
                point(entry),
                "" + entry.epoch(),
                "" + entry.round(),
                "" + entry.attempt(),
                "" + entry.sender(),
                Hashes.blob(entry.content()).hex());
    }

    @Override
    public void append(Digest session, Entry entry) {
        halt.at(point(entry), () -> {
            store.append(session, entry);
            Halt.say(line("DURABLE", entry));
        });
    }

    @Override
    public List<Entry> journal(Digest session) {
        return store.journal(session);
    }

    @Override
    public void compact(Digest session, List<Entry> entries) {
        halt.at("compact", () -> store.compact(session, entries));
        Halt.say("JOURNAL-SIZE " + entries.size());
    }

    @Override
    public void saveTask(Digest session, OfferedCharter charter) {
        store.saveTask(session, charter);
    }

    @Override
    public void endTask(Digest session) {
        store.endTask(session);
    }

    @Override
    public List<StoredTask> openTasks() {
        return store.openTasks();
    }

    @Override
    public UploadFile upload(Digest session, UploadKey key) {
        return store.upload(session, key);
    }

    @Override
    public void dropUploadsBefore(Digest session, int epoch, int round) {
        store.dropUploadsBefore(session, epoch, round);
    }

    @Override
    public void saveState(Digest session, Digest state, Bytes content) {
        store.saveState(session, state, content);
    }

    @Override
    public void keepStates(Digest session, Set<Digest> states) {
        store.keepStates(session, states);
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
