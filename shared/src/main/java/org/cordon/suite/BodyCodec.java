// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.suite;

/**
 * Turns bodies into bytes and back; the protocol core signs and hashes the bytes and knows nothing of their format.
 *
 * <p><b>Guarantees</b> asked of implementations: {@code decode(type, encode(body))} equals {@code body}; decoding
 * enforces every declared bound, refuses unknown fields and trailing bytes with {@link MalformedBody}, and never
 * allocates more than a small multiple of the input.
 */
public interface BodyCodec {
    Bytes encode(Body body);

    /** Reads a body of {@code type} from exact bytes, or throws {@link MalformedBody}. */
    <B extends Body> B decode(Class<B> type, Bytes exact);

    /** Bytes that are no body of the type asked for. */
    final class MalformedBody extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public MalformedBody(String sentence) {
            super(sentence);
        }
    }
}
