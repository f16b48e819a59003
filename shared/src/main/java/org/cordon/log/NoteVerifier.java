// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

/**
 * Verifies signatures; implemented where a provider of cryptography is.
 *
 * <p><b>Guarantees</b> that implementations give: an answer for any bytes, and {@code false} for an algorithm they do not know, for
 * bytes that are no public key and for a signature of the wrong length. Safe for use by many threads.
 */
public interface NoteVerifier {
    /**
     * Whether {@code signature} (without the timestamp of a cosignature) is one over {@code message} by the holder of {@code
     * publicKey}.
     */
    boolean verifies(VerifierKey.Algorithm algorithm, byte[] publicKey, byte[] message, byte[] signature);
}
