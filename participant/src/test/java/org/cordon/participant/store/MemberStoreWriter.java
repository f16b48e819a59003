// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.store;

import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cordon.participant.round.MemberStore.MemberRecord;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Randomness;

/** A process of its own that saves record after record, and says which it was told is durable, until it is killed. */
final class MemberStoreWriter {
    static final Digest SESSION = MemberStoreContract.SESSION;
    static final String VECTOR = "y";
    static final String CHARGES = "privacy/" + SESSION.hex() + "/1.";

    private MemberStoreWriter() {}

    /** Record {@code number}: every fifth has no secrets. */
    static MemberRecord record(int number) {
        byte[] guard = ByteBuffer.allocate(200).putInt(number).array();
        byte[] secrets = new byte[number % 5 == 0 ? 0 : 1 + number * 997 % 30_000];
        new Random(number).nextBytes(secrets);
        return new MemberRecord(Bytes.wrap(guard), Bytes.wrap(secrets));
    }

    static int number(MemberRecord record) {
        return ByteBuffer.wrap(record.guard().toByteArray()).getInt();
    }

    /** What the write of record {@code number} charges: one round, as a privacy ledger does. */
    static SortedMap<String, Long> charge(int number) {
        return new TreeMap<>(Map.of(CHARGES + number + "/sum", 1L));
    }

    static byte[] vector(int number) {
        byte[] vector = new byte[100_000 + number % 1_000];
        new Random(number).nextBytes(vector);
        return ByteBuffer.wrap(vector).putInt(number).array();
    }

    public static void main(String[] arguments) {
        PrintStream told = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (SqliteMemberStore store =
                SqliteMemberStore.open(Path.of(arguments[0]), SqliteMemberStoreTest.LOCAL, Randomness.secure())) {
            int number = store.load(SESSION).map(MemberStoreWriter::number).orElse(0);
            while (true) {
                number++;
                store.save(SESSION, record(number), charge(number));
                told.println("record " + number);
                if (number % 3 == 0) {
                    store.saveVector(SESSION, VECTOR, ByteBuffer.wrap(vector(number)));
                    told.println("vector " + number);
                }
            }
        }
    }
}
