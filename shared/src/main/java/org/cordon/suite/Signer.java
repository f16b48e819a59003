// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.suite;

/**
 * Signs as one party with Ed25519 (RFC 8032) over {@code LP("css/1/" + type) || LP(exact bytes)}; the key may lie in
 * memory or in hardware that it never leaves.
 *
 * <p><b>Guarantees.</b> What it signs verifies under {@link #verifyKey()} with {@link Verifier}. After {@link #close()}
 * every signature is an {@link IllegalStateException}.
 *
 * <p>Safe for concurrent use until closed. A signature may take milliseconds where the key is in hardware.
 */
public interface Signer extends AutoCloseable {
    /** The public half. */
    VerifyKey verifyKey();

    /**
     * Signs a body's exact bytes under its type, for example "ready".
     *
     * @throws KeyUnavailable if the key cannot be reached (any more)
     */
    Signature sign(String type, Bytes exact);

    /**
     * Signs the text of a C2SP signed-note as it is, without a label: it begins with a printable character, and what {@link #sign}
     * signs begins with a zero byte, so neither can be taken for the other.
     *
     * @throws IllegalArgumentException if the text begins with a control character
     */
    Signature signNote(Bytes text);

    @Override
    void close();
}
