// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.pkcs11;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.cordon.suite.Bytes;

/** Attributes of an object, as an array of {@code CK_ATTRIBUTE} (PKCS#11 v2.40 section 3.5). */
final class Template {
    static final long CLASS = 0x0;
    static final long TOKEN = 0x1;
    static final long PRIVATE = 0x2;
    static final long LABEL = 0x3;
    static final long KEY_TYPE = 0x100;
    static final long ID = 0x102;
    static final long SENSITIVE = 0x103;
    static final long ENCRYPT = 0x104;
    static final long DECRYPT = 0x105;
    static final long SIGN = 0x108;
    static final long VERIFY = 0x10a;
    static final long VALUE_LEN = 0x161;
    static final long EXTRACTABLE = 0x162;
    static final long EC_PARAMS = 0x180;
    static final long EC_POINT = 0x181;

    static final long PUBLIC_KEY = 2;
    static final long PRIVATE_KEY = 3;
    static final long SECRET_KEY = 4;

    private static final int ATTRIBUTE_BYTES = 3 * Cryptoki.WORD;

    private final List<Long> types = new ArrayList<>();
    private final List<byte[]> values = new ArrayList<>();

    /** What every key of ours has: it stays in the token, under an id of ours. */
    static Template key(long objectClass, Bytes id, String label) {
        return find(objectClass, id).flag(TOKEN, true).bytes(LABEL, label.getBytes(StandardCharsets.UTF_8));
    }

    /** A private or secret key that never leaves the token. */
    static Template hidden(long objectClass, Bytes id, String label) {
        return key(objectClass, id, label)
                .flag(PRIVATE, true)
                .flag(SENSITIVE, true)
                .flag(EXTRACTABLE, false);
    }

    static Template find(long objectClass, Bytes id) {
        return new Template().word(CLASS, objectClass).bytes(ID, id.toByteArray());
    }

    Template word(long type, long value) {
        return bytes(
                type,
                ByteBuffer.allocate(Cryptoki.WORD)
                        .order(ByteOrder.nativeOrder())
                        .putLong(value)
                        .array());
    }

    Template flag(long type, boolean value) {
        return bytes(type, new byte[] {(byte) (value ? 1 : 0)});
    }

    Template bytes(long type, byte[] value) {
        types.add(type);
        values.add(value);
        return this;
    }

    long size() {
        return types.size();
    }

    /** The array and all values in one block of memory. */
    Memory toMemory() {
        int payload = values.stream().mapToInt(value -> value.length).sum();
        Memory memory = new Memory((long) ATTRIBUTE_BYTES * types.size() + payload);
        long next = (long) ATTRIBUTE_BYTES * types.size();
        for (int i = 0; i < types.size(); i++) {
            byte[] value = values.get(i);
            Pointer at = memory.share(next);
            at.write(0, value, 0, value.length);
            long offset = (long) ATTRIBUTE_BYTES * i;
            memory.setLong(offset, types.get(i));
            memory.setPointer(offset + Cryptoki.WORD, at);
            memory.setLong(offset + 2L * Cryptoki.WORD, value.length);
            next += value.length;
        }
        return memory;
    }
}
