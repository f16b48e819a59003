// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.enrol;

import java.util.Locale;
import org.cordon.suite.Digest;

/**
 * The first 128 bits of a digest as people read it out: eight groups of four hexadecimal digits.
 *
 * <p><b>Guarantees.</b> Whoever makes another value with the same fingerprint needs 2^128 trials against a given one.
 */
public record Fingerprint(String text) {
    private static final int DIGITS = 32;

    public Fingerprint {
        if (!text.matches("[0-9a-f]{4}( [0-9a-f]{4}){7}")) {
            throw new IllegalArgumentException(
                    "fingerprint must be eight groups of four hexadecimal digits, but was of " + text.length()
                            + " characters");
        }
    }

    public static Fingerprint of(Digest digest) {
        return new Fingerprint(digest.hex().substring(0, DIGITS).replaceAll("(.{4})(?!$)", "$1 "));
    }

    /** Reads what people type: groups in upper or lower case, with spaces, hyphens, colons, or nothing between. */
    public static Fingerprint parse(String text) {
        String digits = text.toLowerCase(Locale.ROOT).replaceAll("[\\s:-]", "");
        return new Fingerprint(digits.replaceAll("(.{4})(?!$)", "$1 "));
    }

    @Override
    public String toString() {
        return text;
    }
}
