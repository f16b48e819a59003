// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.pkcs11;

import com.sun.jna.Memory;
import com.sun.jna.ptr.LongByReference;
import org.cordon.pkcs11.Cryptoki.Call;
import org.cordon.pkcs11.TokenRefused.Reason;
import org.cordon.suite.Bytes;

/** Makes keys in a token, sensitive and not extractable. */
record Generator(TokenAddress address, Slot slot, Sessions sessions, TokenObjects objects) {
    private static final long KEY_EC = 3;
    private static final long KEY_EDWARDS = 0x40;
    private static final long KEY_AES = 0x1f;
    private static final int AES_BYTES = 32;

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

    /** Destroys what was made under this id, as far as the token lets it: its maker failed before anybody knew of it. */
    void forget(Bytes id) {
        for (long kind : new long[] {Template.PRIVATE_KEY, Template.PUBLIC_KEY, Template.SECRET_KEY}) {
            try {
                long handle = objects.find(kind, id, "key");
                long unused = sessions.call((library, session) -> {
                    library.call(Call.C_DESTROY_OBJECT, session, handle);
                    return handle;
                });
            } catch (TokenRefused | CryptokiFailure left) {
                // It was not made, or stays as a key that nothing names.
            }
        }
    }

    private TokenRefused notMade(CryptokiFailure failure) {
        return new TokenRefused(
                Reason.TOKEN_FAILED,
                address + " cannot make the key: " + failure.getMessage()
                        + "; see that it has room and that its user may make keys");
    }
}
