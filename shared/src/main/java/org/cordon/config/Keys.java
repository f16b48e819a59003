// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.cordon.member.KeyHolder;
import org.cordon.pkcs11.Pin;
import org.cordon.pkcs11.TokenAddress;
import org.cordon.suite.Randomness;

/**
 * Where the private keys of a node are, if not in locked files; {@link Unlock} then says where the token's PIN is.
 *
 * @param pkcs11 the token
 */
public record Keys(
        @Meaning("The PKCS#11 token that holds the private keys.")
        Pkcs11 pkcs11) {
    /**
     * A PKCS#11 token.
     *
     * @param library the vendor's library
     * @param tokenLabel the token's label
     */
    public record Pkcs11(
            @Meaning(value = "The library of the token's vendor.", example = "/usr/lib/softhsm/libsofthsm2.so")
            Path library,

            @Meaning(value = "The label of the token.", example = "ash")
            String tokenLabel) {
        public Pkcs11 {
            TokenAddress unused = new TokenAddress(library, tokenLabel);
        }

        TokenAddress address() {
            return new TokenAddress(library, tokenLabel);
        }
    }

    /** Opens whichever of the two is configured; the caller closes it. */
    public static KeyHolder open(Optional<Keys> keys, Unlock unlock, Randomness randomness) throws IOException {
        if (keys.isEmpty()) {
            return KeyHolder.files(unlock.open(), randomness);
        }
        try (Pin pin = unlock.openPin()) {
            return KeyHolder.token(keys.get().pkcs11().address(), pin, randomness);
        }
    }
}
