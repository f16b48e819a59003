// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.suite;

/**
 * A body with the exact bytes it was read from or written to, and a signature over them.
 *
 * <p><b>Does not check</b> the signature; the verifier of this package does. The bytes are the truth: they are relayed and
 * hashed as they are and never serialised again. Only codecs and signers pair a body with bytes.
 */
public record Signed<T>(T body, Bytes exact, Signature signature) {}
