// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.pkcs11;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.cordon.pkcs11.TokenRefused.Reason;

/**
 * A vendor's PKCS#11 library in this process.
 *
 * <p>Functions are taken from the list that {@code C_GetFunctionList} returns, the one symbol that a library must export
 * (PKCS#11 v2.40 section 5.1). {@code CK_ULONG} is 8 bytes: 64-bit Linux and macOS.
 *
 * <p>A library is initialised when its first user comes, and finalised when the last one goes; this way a token that was
 * added in between is seen.
 */
final class Cryptoki {
    /** Size of a {@code CK_ULONG}, a handle or a pointer. */
    static final int WORD = Long.BYTES;

    private static final Map<Path, Cryptoki> LOADED = new HashMap<>();
    private static final long OS_LOCKING_OK = 2;
    private static final int ARGUMENTS_BYTES = 6 * WORD;

    private final Path path;
    private final Map<Call, Function> functions = new EnumMap<>(Call.class);
    private int users;

    private Cryptoki(Path path, Pointer list) {
        this.path = path;
        for (Call call : Call.values()) {
            functions.put(call, Function.getFunction(list.getPointer((long) WORD * call.place)));
        }
    }

    /** The functions used, each with its place in {@code CK_FUNCTION_LIST} after the version. */
    enum Call {
        C_INITIALIZE(1),
        C_FINALIZE(2),
        C_GET_SLOT_LIST(5),
        C_GET_TOKEN_INFO(7),
        C_GET_MECHANISM_INFO(9),
        C_OPEN_SESSION(13),
        C_CLOSE_SESSION(14),
        C_LOGIN(19),
        C_DESTROY_OBJECT(23),
        C_GET_ATTRIBUTE_VALUE(25),
        C_FIND_OBJECTS_INIT(27),
        C_FIND_OBJECTS(28),
        C_FIND_OBJECTS_FINAL(29),
        C_ENCRYPT_INIT(30),
        C_ENCRYPT(31),
        C_DECRYPT_INIT(34),
        C_DECRYPT(35),
        C_SIGN_INIT(43),
        C_SIGN(44),
        C_GENERATE_KEY(59),
        C_GENERATE_KEY_PAIR(60);

        private final int place;

        Call(int place) {
            this.place = place;
        }
    }

    /** The library, initialised; {@link #release()} it once. */
    static Cryptoki acquire(Path path) throws TokenRefused {
        synchronized (LOADED) {
            Cryptoki library = LOADED.get(path);
            if (library == null) {
                library = load(path);
                LOADED.put(path, library);
            }
            if (library.users == 0) {
                library.initialise();
            }
            library.users++;
            return library;
        }
    }

    /** Gives one use back. */
    void release() {
        synchronized (LOADED) {
            users--;
            if (users == 0) {
                // Nothing is left to do with a library that does not end well.
                long unused = function(Call.C_FINALIZE).invokeLong(new Object[] {Pointer.NULL});
            }
        }
    }

    private static Cryptoki load(Path path) throws TokenRefused {
        if (!Files.isRegularFile(path)) {
            throw new TokenRefused(
                    Reason.LIBRARY_MISSING,
                    "the PKCS#11 library " + path + " must be a file, but is none; install the token's software, or"
                            + " correct the path (SoftHSM2 on Debian: apt-get install softhsm2,"
                            + " /usr/lib/softhsm/libsofthsm2.so)");
        }
        if (Native.LONG_SIZE != WORD || Native.POINTER_SIZE != WORD) {
            throw new TokenRefused(
                    Reason.LIBRARY_UNFIT,
                    "PKCS#11 needs 64-bit Linux or macOS, but this is " + System.getProperty("os.name")
                            + "; keep the keys in locked files here");
        }
        try {
            PointerByReference list = new PointerByReference();
            long code = NativeLibrary.getInstance(path.toString())
                    .getFunction("C_GetFunctionList")
                    .invokeLong(new Object[] {list});
            if (code == 0) {
                return new Cryptoki(path, list.getValue());
            }
        } catch (UnsatisfiedLinkError noLibrary) {
            throw unfit(
                    path,
                    String.valueOf(noLibrary.getMessage()).lines().findFirst().orElse("it does not load"));
        }
        throw unfit(path, "it has no list of functions");
    }

    private static TokenRefused unfit(Path path, String why) {
        return new TokenRefused(
                Reason.LIBRARY_UNFIT,
                path + " must be a PKCS#11 library for this machine, but: " + why
                        + "; install the one that the token's vendor made for it");
    }

    private void initialise() throws TokenRefused {
        try (Memory arguments = new Memory(ARGUMENTS_BYTES)) {
            arguments.clear();
            arguments.setLong(4L * WORD, OS_LOCKING_OK);
            call(Call.C_INITIALIZE, arguments);
        } catch (CryptokiFailure failure) {
            if (!failure.is(CryptokiFailure.CRYPTOKI_ALREADY_INITIALIZED)) {
                throw new TokenRefused(
                        Reason.LIBRARY_UNFIT,
                        "the PKCS#11 library " + path + " does not start: " + failure.getMessage()
                                + "; see its own configuration and log (SoftHSM2: SOFTHSM2_CONF)");
            }
        }
    }

    private Function function(Call call) {
        return Objects.requireNonNull(functions.get(call));
    }

    /** Calls a function; {@code long} arguments are words, {@code Memory} and arrays are passed by address. */
    void call(Call call, Object... arguments) throws CryptokiFailure {
        long code = function(call).invokeLong(arguments);
        if (code != 0) {
            throw new CryptokiFailure(call, code);
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
