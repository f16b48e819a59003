// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

/** Signs as one key; the key itself may lie in hardware. */
public interface NoteSigner {
    /** The key that verifies what this signs. */
    VerifierKey key();

    /** The raw signature over {@code message}, {@link VerifierKey.Algorithm#signatureBytes()} long. */
    byte[] sign(byte[] message);
}
