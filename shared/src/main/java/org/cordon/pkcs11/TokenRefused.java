// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.pkcs11;

import java.io.IOException;

/** A token that cannot be opened, or a key that cannot be had from it; the message names both, the cause and the mend. */
public final class TokenRefused extends IOException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** What is wrong. */
    public enum Reason {
        /** No such file. */
        LIBRARY_MISSING,
        /** The file is no PKCS#11 library for this machine, or it does not start. */
        LIBRARY_UNFIT,
        /** No token with this label is present. */
        TOKEN_NOT_FOUND,
        /** Several tokens have this label. */
        TOKEN_AMBIGUOUS,
        /** The PIN is not the token's. */
        PIN_WRONG,
        /** Too many wrong PINs; the token's security officer must set a new one. */
        PIN_LOCKED,
        /** The token lacks the key that the node's files name. */
        KEY_MISSING,
        /** The key in the token is not the one that the node's files name. */
        KEY_DIFFERS,
        /** The key could be read out of the token. */
        KEY_EXTRACTABLE,
        /** The token cannot do what is needed, for example Ed25519. */
        MECHANISM_MISSING,
        /** What was wrapped by the token was altered, or by another key. */
        WRAPPED_ALTERED,
        /** The token failed otherwise. */
        TOKEN_FAILED
    }

    TokenRefused(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
