// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.store;

import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.cordon.config.PostgresSettings;
import org.cordon.coordinator.round.CoordinatorStore;
import org.cordon.coordinator.round.CoordinatorStore.Entry;
import org.cordon.coordinator.round.CoordinatorStore.UploadFile;
import org.cordon.coordinator.round.CoordinatorStore.UploadKey;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;

/** A process of its own whose threads write, and say what they were told is durable, until it is killed. */
final class CoordinatorStoreWriter {
    static final Digest APPENDED = CoordinatorStoreContract.digest(1);
    static final Digest COMPACTED = CoordinatorStoreContract.digest(2);
    static final UploadKey UPLOAD = new UploadKey(1, 1, 0, 1);
    static final int APPENDERS = 3;
    static final int CHUNK_BYTES = 16_384;

    private CoordinatorStoreWriter() {}

    static Entry entry(int sender, int number) {
        byte[] content = new byte[4 + number * 997 % 5_000];
        new Random(number).nextBytes(content);
        return new Entry("e", 1, number, 0, sender, Bytes.wrap(content));
    }

    /** What compaction {@code number} leaves. */
    static List<Entry> compacted(int number) {
        return Collections.nCopies(1 + number % 5, entry(0, number));
    }

    static byte[] chunk(int number) {
        byte[] chunk = new byte[CHUNK_BYTES];
        new Random(number).nextBytes(chunk);
        return chunk;
    }

    private static final PrintStream TOLD = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private static void append(CoordinatorStore store, int sender) {
        int number = (int) store.journal(APPENDED).stream()
                .filter(entry -> entry.sender() == sender)
                .count();
        while (true) {
            store.append(APPENDED, entry(sender, number));
            number++;
            TOLD.println("entry" + sender + " " + number);
        }
    }

    private static void compact(CoordinatorStore store) {
        List<Entry> found = store.journal(COMPACTED);
        int number = found.isEmpty() ? 0 : found.get(0).round();
        while (true) {
            number++;
            store.compact(COMPACTED, compacted(number));
            TOLD.println("compacted " + number);
        }
    }

    private static void upload(CoordinatorStore store) {
        UploadFile upload = store.upload(APPENDED, UPLOAD);
        int chunks = (int) (upload.length() / CHUNK_BYTES);
        upload.truncate((long) chunks * CHUNK_BYTES);
        while (true) {
            upload.append((long) chunks * CHUNK_BYTES, ByteBuffer.wrap(chunk(chunks)));
            upload.sync();
            chunks++;
            TOLD.println("chunks " + chunks);
        }
    }

    public static void main(String[] arguments) {
        CoordinatorStore store = arguments.length == 1
                ? SqliteCoordinatorStore.open(Path.of(arguments[0]))
                : PostgresCoordinatorStore.open(
                        new PostgresSettings(arguments[0], arguments[1], Path.of(arguments[2])));
        for (int sender = 1; sender <= APPENDERS; sender++) {
            int own = sender;
            new Thread(() -> append(store, own), "appender-" + own).start();
        }
        new Thread(() -> compact(store), "compacter").start();
        upload(store);
    }
}
