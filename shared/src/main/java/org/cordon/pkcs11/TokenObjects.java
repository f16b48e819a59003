// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.pkcs11;

import com.sun.jna.Memory;
import com.sun.jna.ptr.LongByReference;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import org.cordon.pkcs11.Cryptoki.Call;
import org.cordon.pkcs11.TokenRefused.Reason;
import org.cordon.suite.Bytes;
import org.cordon.suite.KeyUnavailable;
import org.cordon.suite.VerifyKey;

/** The objects of a token, found by their id. */
final class TokenObjects {
    private static final long KEY_EC = 3;
    private static final long KEY_EDWARDS = 0x40;
    private static final long KEY_AES = 0x1f;
    private static final int AES_BYTES = 32;
    private static final int TAG_BYTES = 16;
    private static final int SIGNATURE_BYTES = 64;
    private static final int MAX_POINT = 128;
    private static final long UNAVAILABLE = -1;

    private final TokenAddress address;
    private final Slot slot;
    private final Sessions sessions;

    TokenObjects(TokenAddress address, Slot slot, Sessions sessions) {
        this.address = address;
        this.slot = slot;
        this.sessions = sessions;
    }

    Slot slot() {
        return slot;
    }

    void makeEd25519(Bytes id, String label) throws TokenRefused {
        slot.require(address, Mechanism.MAKE_ED25519, Mechanism.SIGN_ED25519);
        try {
            makePair(Mechanism.MAKE_ED25519, KEY_EDWARDS, Points.ED25519_OID, id, label);
        } catch (CryptokiFailure byOid) {
            try {
                // PKCS#11 v3.0 names the curve by its object identifier or by this string; tokens take one of the two.
                makePair(Mechanism.MAKE_ED25519, KEY_EDWARDS, Points.ED25519_NAME, id, label);
            } catch (CryptokiFailure byName) {
                throw notMade(byOid);
            }
        }
    }

    void makeP256(Bytes id, String label) throws TokenRefused {
        slot.require(address, Mechanism.MAKE_P256, Mechanism.SIGN_P256);
        try {
            makePair(Mechanism.MAKE_P256, KEY_EC, Points.P256_OID, id, label);
        } catch (CryptokiFailure failure) {
            throw notMade(failure);
        }
    }

    private void makePair(Mechanism mechanism, long type, byte[] curve, Bytes id, String label) throws CryptokiFailure {
        Template open = Template.key(Template.PUBLIC_KEY, id, label)
                .word(Template.KEY_TYPE, type)
                .flag(Template.PRIVATE, false)
                .flag(Template.VERIFY, true)
                .bytes(Template.EC_PARAMS, curve);
        Template hidden = Template.hidden(Template.PRIVATE_KEY, id, label)
                .word(Template.KEY_TYPE, type)
                .flag(Template.SIGN, true);
        sessions.call((library, session) -> {
            try (Memory how = mechanism.toMemory();
                    Memory openMemory = open.toMemory();
                    Memory hiddenMemory = hidden.toMemory()) {
                LongByReference openHandle = new LongByReference();
                LongByReference hiddenHandle = new LongByReference();
                library.call(
                        Call.C_GENERATE_KEY_PAIR,
                        session,
                        how,
                        openMemory,
                        open.size(),
                        hiddenMemory,
                        hidden.size(),
                        openHandle,
                        hiddenHandle);
                return hiddenHandle.getValue();
            }
        });
    }

    void makeAes(Bytes id, String label) throws TokenRefused {
        slot.require(address, Mechanism.MAKE_AES, Mechanism.WRAP_AES);
        Template hidden = Template.hidden(Template.SECRET_KEY, id, label)
                .word(Template.KEY_TYPE, KEY_AES)
                .word(Template.VALUE_LEN, AES_BYTES)
                .flag(Template.ENCRYPT, true)
                .flag(Template.DECRYPT, true);
        try {
            sessions.call((library, session) -> {
                try (Memory how = Mechanism.MAKE_AES.toMemory();
                        Memory template = hidden.toMemory()) {
                    LongByReference handle = new LongByReference();
                    library.call(Call.C_GENERATE_KEY, session, how, template, hidden.size(), handle);
                    return handle.getValue();
                }
            });
        } catch (CryptokiFailure failure) {
            throw notMade(failure);
        }
    }

    private TokenRefused notMade(CryptokiFailure failure) {
        return new TokenRefused(
                Reason.TOKEN_FAILED,
                address + " cannot make the key: " + failure.getMessage()
                        + "; see that it has room and that its user may make keys");
    }

    /** The private key under this id. */
    long privateKey(Bytes id) throws TokenRefused {
        long handle = find(Template.PRIVATE_KEY, id, "private key");
        requireHidden(handle, id);
        return handle;
    }

    private long find(long objectClass, Bytes id, String what) throws TokenRefused {
        Template wanted = Template.find(objectClass, id);
        try {
            long handle = sessions.call((library, session) -> {
                try (Memory template = wanted.toMemory()) {
                    library.call(Call.C_FIND_OBJECTS_INIT, session, template, wanted.size());
                    LongByReference found = new LongByReference();
                    LongByReference count = new LongByReference();
                    try {
                        library.call(Call.C_FIND_OBJECTS, session, found, 1L, count);
                    } finally {
                        library.call(Call.C_FIND_OBJECTS_FINAL, session);
                    }
                    return count.getValue() == 1 ? found.getValue() : UNAVAILABLE;
                }
            });
            if (handle != UNAVAILABLE) {
                return handle;
            }
        } catch (CryptokiFailure failure) {
            throw failed("be searched", failure);
        }
        throw new TokenRefused(
                Reason.KEY_MISSING,
                address + " must hold the " + what + " with id " + hex(id)
                        + ", but does not; plug in the token that the keys were made in, or make new ones");
    }

    private void requireHidden(long handle, Bytes id) throws TokenRefused {
        byte[] extractable = attribute(handle, Template.EXTRACTABLE, 1);
        if (extractable.length != 1 || extractable[0] != 0) {
            throw new TokenRefused(
                    Reason.KEY_EXTRACTABLE,
                    "the key with id " + hex(id) + " in " + address + " must never leave it, but is extractable; make"
                            + " new keys with cordon");
        }
    }

    VerifyKey verifyKey(Bytes id) throws TokenRefused {
        try {
            return Points.ed25519(point(id));
        } catch (IllegalArgumentException malformed) {
            throw unfit(id);
        }
    }

    PublicKey p256Key(Bytes id) throws TokenRefused {
        try {
            return Points.p256(point(id));
        } catch (IllegalArgumentException malformed) {
            throw unfit(id);
        }
    }

    private TokenRefused unfit(Bytes id) {
        return new TokenRefused(
                Reason.KEY_DIFFERS,
                "the public key with id " + hex(id) + " in " + address
                        + " must be of the kind that was made, but is not; make new keys");
    }

    private byte[] point(Bytes id) throws TokenRefused {
        return attribute(find(Template.PUBLIC_KEY, id, "public key"), Template.EC_POINT, MAX_POINT);
    }

    private byte[] attribute(long handle, long type, int maxBytes) throws TokenRefused {
        Template wanted = new Template().bytes(type, new byte[maxBytes]);
        try {
            return sessions.call((library, session) -> {
                try (Memory template = wanted.toMemory()) {
                    library.call(Call.C_GET_ATTRIBUTE_VALUE, session, handle, template, wanted.size());
                    long length = template.getLong(2L * Cryptoki.WORD);
                    return length < 0 || length > maxBytes
                            ? new byte[0]
                            : template.getPointer(Cryptoki.WORD).getByteArray(0, (int) length);
                }
            });
        } catch (CryptokiFailure failure) {
            throw failed("be read", failure);
        }
    }

    /** 64 bytes: an Ed25519 signature, or r and s of ECDSA. */
    byte[] sign(Mechanism mechanism, long key, byte[] message) {
        try {
            return sessions.call((library, session) -> {
                try (Memory how = mechanism.toMemory();
                        Memory signature = new Memory(SIGNATURE_BYTES)) {
                    library.call(Call.C_SIGN_INIT, session, how, key);
                    LongByReference length = new LongByReference(SIGNATURE_BYTES);
                    library.call(Call.C_SIGN, session, message, (long) message.length, signature, length);
                    return signature.getByteArray(0, (int) Math.min(SIGNATURE_BYTES, length.getValue()));
                }
            });
        } catch (CryptokiFailure failure) {
            throw new KeyUnavailable("the key in " + address + " cannot sign any more: " + failure.getMessage()
                    + "; plug the token in, see that it works, and start again: what was stored goes on");
        }
    }

    byte[] encrypt(Bytes id, byte[] nonce, byte[] associated, byte[] plain) throws TokenRefused {
        long key = find(Template.SECRET_KEY, id, "wrapping key");
        try {
            return transform(Call.C_ENCRYPT_INIT, Call.C_ENCRYPT, key, nonce, associated, plain);
        } catch (CryptokiFailure failure) {
            throw failed("wrap a secret", failure);
        }
    }

    byte[] decrypt(Bytes id, byte[] nonce, byte[] associated, byte[] box) throws TokenRefused {
        long key = find(Template.SECRET_KEY, id, "wrapping key");
        requireHidden(key, id);
        try {
            byte[] plain = transform(Call.C_DECRYPT_INIT, Call.C_DECRYPT, key, nonce, associated, box);
            if (plain.length == box.length - TAG_BYTES) {
                return plain;
            }
            Arrays.fill(plain, (byte) 0);
        } catch (CryptokiFailure failure) {
            // Tokens answer a wrong tag with one of several codes; what else can fail has worked before.
            throw altered();
        }
        throw altered();
    }

    private byte[] transform(Call init, Call call, long key, byte[] nonce, byte[] associated, byte[] input)
            throws CryptokiFailure {
        return sessions.call((library, session) -> {
            int room = input.length + TAG_BYTES;
            try (Memory how = Mechanism.WRAP_AES.toMemory(nonce, associated, TAG_BYTES);
                    Memory in = new Memory(input.length);
                    Memory out = new Memory(room)) {
                in.write(0, input, 0, input.length);
                try {
                    library.call(init, session, how, key);
                    LongByReference length = new LongByReference(room);
                    library.call(call, session, in, (long) input.length, out, length);
                    return out.getByteArray(0, (int) Math.min(room, length.getValue()));
                } finally {
                    in.clear();
                    out.clear();
                }
            }
        });
    }

    private static String hex(Bytes id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }

    TokenRefused altered() {
        return new TokenRefused(
                Reason.WRAPPED_ALTERED,
                "the local secret does not open in " + address
                        + ": the file was altered or belongs to another token; restore it from a copy");
    }

    TokenRefused differs(String what) {
        return new TokenRefused(
                Reason.KEY_DIFFERS,
                "the " + what + " in " + address
                        + " must be that of the node's files, but is another; plug in the token"
                        + " that the keys were made in, or restore the files from a copy");
    }

    private TokenRefused failed(String act, CryptokiFailure failure) {
        return new TokenRefused(
                Reason.TOKEN_FAILED,
                address + " cannot " + act + ": " + failure.getMessage()
                        + "; plug it in again, and see its vendor's log");
    }

    void close() {
        sessions.close();
    }
}
