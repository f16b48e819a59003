// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.pkcs11;

import java.util.Map;

/** A call of the library returned an error (PKCS#11 v2.40 section 5.1). */
final class CryptokiFailure extends Exception {
    static final long DEVICE_ERROR = 0x30;
    static final long DEVICE_REMOVED = 0x32;
    static final long ENCRYPTED_DATA_INVALID = 0x40;
    static final long ENCRYPTED_DATA_LEN_RANGE = 0x41;
    static final long MECHANISM_INVALID = 0x70;
    static final long MECHANISM_PARAM_INVALID = 0x71;
    static final long PIN_INCORRECT = 0xa0;
    static final long PIN_INVALID = 0xa1;
    static final long PIN_LEN_RANGE = 0xa2;
    static final long PIN_EXPIRED = 0xa3;
    static final long PIN_LOCKED = 0xa4;
    static final long TOKEN_NOT_PRESENT = 0xe0;
    static final long USER_ALREADY_LOGGED_IN = 0x100;
    static final long CRYPTOKI_ALREADY_INITIALIZED = 0x191;

    private static final long serialVersionUID = 1L;
    private static final Map<Long, String> NAMES = Map.ofEntries(
            Map.entry(0x5L, "CKR_GENERAL_ERROR"),
            Map.entry(0x6L, "CKR_FUNCTION_FAILED"),
            Map.entry(0x13L, "CKR_ATTRIBUTE_VALUE_INVALID"),
            Map.entry(DEVICE_ERROR, "CKR_DEVICE_ERROR"),
            Map.entry(0x31L, "CKR_DEVICE_MEMORY"),
            Map.entry(DEVICE_REMOVED, "CKR_DEVICE_REMOVED"),
            Map.entry(ENCRYPTED_DATA_INVALID, "CKR_ENCRYPTED_DATA_INVALID"),
            Map.entry(0x54L, "CKR_FUNCTION_NOT_SUPPORTED"),
            Map.entry(0x60L, "CKR_KEY_HANDLE_INVALID"),
            Map.entry(MECHANISM_INVALID, "CKR_MECHANISM_INVALID"),
            Map.entry(MECHANISM_PARAM_INVALID, "CKR_MECHANISM_PARAM_INVALID"),
            Map.entry(0x82L, "CKR_OBJECT_HANDLE_INVALID"),
            Map.entry(PIN_INCORRECT, "CKR_PIN_INCORRECT"),
            Map.entry(PIN_LOCKED, "CKR_PIN_LOCKED"),
            Map.entry(0xb0L, "CKR_SESSION_CLOSED"),
            Map.entry(0xb1L, "CKR_SESSION_COUNT"),
            Map.entry(0xb3L, "CKR_SESSION_HANDLE_INVALID"),
            Map.entry(TOKEN_NOT_PRESENT, "CKR_TOKEN_NOT_PRESENT"),
            Map.entry(0xe2L, "CKR_TOKEN_WRITE_PROTECTED"),
            Map.entry(0x101L, "CKR_USER_NOT_LOGGED_IN"),
            Map.entry(0x140L, "CKR_CURVE_NOT_SUPPORTED"));

    private final long code;

    CryptokiFailure(Cryptoki.Call call, long code) {
        super(call + " returned " + NAMES.getOrDefault(code, "0x" + Long.toHexString(code)));
        this.code = code;
    }

    long code() {
        return code;
    }

    boolean is(long... codes) {
        for (long one : codes) {
            if (one == code) {
                return true;
            }
        }
        return false;
    }
}
