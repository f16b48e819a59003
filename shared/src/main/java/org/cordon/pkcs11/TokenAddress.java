// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.pkcs11;

import java.nio.file.Path;

/**
 * Which token is meant.
 *
 * @param library the vendor's PKCS#11 library, for example /usr/lib/softhsm/libsofthsm2.so
 * @param label the token's label, 1 to 32 characters
 */
public record TokenAddress(Path library, String label) {
    private static final int MAX_LABEL = 32;

    public TokenAddress {
        if (label.isBlank() || label.length() > MAX_LABEL) {
            throw new IllegalArgumentException("tokenLabel must be 1 to 32 characters, but was \"" + label + "\"");
        }
    }

    @Override
    public String toString() {
        return "token \"" + label + "\" of " + library;
    }
}
