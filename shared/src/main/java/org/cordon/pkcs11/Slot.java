// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.pkcs11;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.cordon.pkcs11.Cryptoki.Call;
import org.cordon.pkcs11.TokenRefused.Reason;

/**
 * A slot with a token in it.
 *
 * @param id the slot's number
 * @param flags what the token says of itself, among it how many PIN tries are left (PKCS#11 v2.40 section 3.2)
 */
record Slot(Cryptoki library, long id, String label, String serial, long flags) {
    private static final int INFO_BYTES = 208;
    private static final int LABEL_BYTES = 32;
    private static final int SERIAL_AT = 80;
    private static final int SERIAL_BYTES = 16;
    private static final int FLAGS_AT = 96;
    private static final long USER_PIN_INITIALIZED = 0x8;
    private static final long PIN_COUNT_LOW = 0x10000;
    private static final long PIN_FINAL_TRY = 0x20000;
    private static final long PIN_LOCKED = 0x40000;

    /** The one slot whose token has the label. */
    static Slot find(Cryptoki library, TokenAddress address) throws TokenRefused {
        List<Slot> all = all(library, address);
        List<Slot> fit =
                all.stream().filter(slot -> slot.label.equals(address.label())).toList();
        if (fit.isEmpty()) {
            String labels = all.stream()
                    .filter(slot -> (slot.flags & USER_PIN_INITIALIZED) != 0)
                    .map(slot -> "\"" + slot.label + "\"")
                    .collect(Collectors.joining(", "));
            throw new TokenRefused(
                    Reason.TOKEN_NOT_FOUND,
                    address + " must be present, but " + (labels.isEmpty() ? "no token is" : "only " + labels + " is")
                            + "; plug it in, or correct the label or the library's own configuration");
        }
        if (fit.size() > 1) {
            throw new TokenRefused(
                    Reason.TOKEN_AMBIGUOUS,
                    address + " must be one, but " + fit.size() + " tokens have this label, with the serial numbers "
                            + fit.stream().map(Slot::serial).collect(Collectors.joining(", "))
                            + "; give one of them another label, or unplug it");
        }
        return fit.get(0);
    }

    private static List<Slot> all(Cryptoki library, TokenAddress address) throws TokenRefused {
        LongByReference count = new LongByReference();
        try (Memory info = new Memory(INFO_BYTES)) {
            library.call(Call.C_GET_SLOT_LIST, (byte) 1, Pointer.NULL, count);
            List<Slot> slots = new ArrayList<>();
            if (count.getValue() == 0) {
                return slots;
            }
            try (Memory ids = new Memory(count.getValue() * Cryptoki.WORD)) {
                library.call(Call.C_GET_SLOT_LIST, (byte) 1, ids, count);
                for (int i = 0; i < count.getValue(); i++) {
                    long id = ids.getLong((long) i * Cryptoki.WORD);
                    library.call(Call.C_GET_TOKEN_INFO, id, info);
                    slots.add(of(library, id, info));
                }
            }
            return slots;
        } catch (CryptokiFailure failure) {
            throw new TokenRefused(
                    Reason.TOKEN_FAILED,
                    "the tokens of " + address.library() + " cannot be listed: " + failure.getMessage()
                            + "; plug the token in again, and see its vendor's log");
        }
    }

    private static Slot of(Cryptoki library, long id, Memory info) {
        return new Slot(
                library, id, text(info, 0, LABEL_BYTES), text(info, SERIAL_AT, SERIAL_BYTES), info.getLong(FLAGS_AT));
    }

    private static String text(Memory info, int at, int length) {
        return new String(info.getByteArray(at, length), StandardCharsets.UTF_8)
                .replace('\0', ' ')
                .strip();
    }

    Sessions login(TokenAddress address, Pin pin) throws TokenRefused {
        try {
            return Sessions.login(library, id, pin);
        } catch (CryptokiFailure failure) {
            throw refused(address, failure);
        }
    }

    private TokenRefused refused(TokenAddress address, CryptokiFailure failure) {
        if (failure.is(CryptokiFailure.PIN_LOCKED)) {
            return new TokenRefused(
                    Reason.PIN_LOCKED,
                    "the PIN of " + address + " is locked after too many wrong ones; have its security officer set a"
                            + " new one");
        }
        if (failure.is(CryptokiFailure.PIN_INCORRECT, CryptokiFailure.PIN_INVALID, CryptokiFailure.PIN_LEN_RANGE)) {
            return new TokenRefused(
                    Reason.PIN_WRONG,
                    "the PIN is not that of " + address + " (" + triesLeft(address)
                            + "); correct it where unlock says that it is");
        }
        if (failure.is(CryptokiFailure.PIN_EXPIRED)) {
            return new TokenRefused(
                    Reason.PIN_LOCKED,
                    "the PIN of " + address + " must be changed before its first use; set one with its vendor's tool");
        }
        return new TokenRefused(
                Reason.TOKEN_FAILED,
                address + " does not let us in: " + failure.getMessage() + "; see its vendor's manual and log");
    }

    /** Asked again, because the try that failed has changed it. */
    private String triesLeft(TokenAddress address) {
        try {
            long now = find(library, address).flags;
            if ((now & PIN_LOCKED) != 0) {
                return "no try is left, it is locked now";
            }
            if ((now & PIN_FINAL_TRY) != 0) {
                return "one try is left";
            }
            return (now & PIN_COUNT_LOW) != 0
                    ? "the token says that few tries are left"
                    : "the token does not say how many tries are left";
        } catch (TokenRefused gone) {
            return "the token does not say how many tries are left";
        }
    }

    /** Refuses a token that cannot do what a key needs. */
    void require(TokenAddress address, Mechanism... mechanisms) throws TokenRefused {
        try (Memory info = new Memory(3L * Cryptoki.WORD)) {
            for (Mechanism mechanism : mechanisms) {
                try {
                    library.call(Call.C_GET_MECHANISM_INFO, id, mechanism.code(), info);
                } catch (CryptokiFailure missing) {
                    throw new TokenRefused(
                            Reason.MECHANISM_MISSING,
                            address + " must support " + mechanism + ", but does not (" + missing.getMessage()
                                    + "); update its firmware or use another token (Ed25519 needs PKCS#11 3.0, AES-GCM"
                                    + " 2.40), or keep these keys in locked files");
                }
            }
        }
    }
}
