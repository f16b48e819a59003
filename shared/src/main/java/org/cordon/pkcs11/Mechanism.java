// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.pkcs11;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;

/** The mechanisms that keys of ours need (PKCS#11 v2.40 and v3.0, current mechanisms). */
enum Mechanism {
    MAKE_P256(0x1040, "CKM_EC_KEY_PAIR_GEN"),
    SIGN_P256(0x1041, "CKM_ECDSA"),
    MAKE_ED25519(0x1055, "CKM_EC_EDWARDS_KEY_PAIR_GEN"),
    SIGN_ED25519(0x1057, "CKM_EDDSA"),
    MAKE_AES(0x1080, "CKM_AES_KEY_GEN"),
    WRAP_AES(0x1087, "CKM_AES_GCM");

    private static final int MECHANISM_BYTES = 3 * Cryptoki.WORD;
    private static final int GCM_BYTES = 6 * Cryptoki.WORD;
    private static final int BITS = 8;

    private final long code;
    private final String official;

    Mechanism(long code, String official) {
        this.code = code;
        this.official = official;
    }

    long code() {
        return code;
    }

    /** A {@code CK_MECHANISM} without parameter; for CKM_EDDSA that is pure Ed25519 (RFC 8032). */
    Memory toMemory() {
        Memory memory = new Memory(MECHANISM_BYTES);
        memory.setLong(0, code);
        memory.setPointer(Cryptoki.WORD, Pointer.NULL);
        memory.setLong(2L * Cryptoki.WORD, 0);
        return memory;
    }

    /** With {@code CK_GCM_PARAMS}, in one block of memory. */
    Memory toMemory(byte[] nonce, byte[] associated, int tagBytes) {
        Memory memory = new Memory(MECHANISM_BYTES + GCM_BYTES + nonce.length + Math.max(1, associated.length));
        Pointer parameters = memory.share(MECHANISM_BYTES);
        Pointer nonceAt = memory.share(MECHANISM_BYTES + GCM_BYTES);
        Pointer associatedAt = memory.share(MECHANISM_BYTES + GCM_BYTES + nonce.length);
        nonceAt.write(0, nonce, 0, nonce.length);
        associatedAt.write(0, associated, 0, associated.length);
        memory.setLong(0, code);
        memory.setPointer(Cryptoki.WORD, parameters);
        memory.setLong(2L * Cryptoki.WORD, GCM_BYTES);
        parameters.setPointer(0, nonceAt);
        parameters.setLong(Cryptoki.WORD, nonce.length);
        parameters.setLong(2L * Cryptoki.WORD, (long) nonce.length * BITS);
        parameters.setPointer(3L * Cryptoki.WORD, associatedAt);
        parameters.setLong(4L * Cryptoki.WORD, associated.length);
        parameters.setLong(5L * Cryptoki.WORD, (long) tagBytes * BITS);
        return memory;
    }

    @Override
    public String toString() {
        return official;
    }
}
