// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import java.nio.ByteBuffer;
import org.cordon.suite.Signed;
import org.cordon.sum.round.RoundBody;

/** One message of an upload call: first the statement, then the masked vector piece by piece. */
public sealed interface UploadPart {
    /** Most bytes in one {@link Data}. */
    int MAX_DATA_BYTES = 1 << 20;

    /** What the member signed about the vector that follows. */
    record Statement(Signed<RoundBody.Upload> signed) implements UploadPart {}

    /**
     * Bytes {@code offset} and up of the packed masked vector y_i.
     *
     * @param offset position of the first byte, from 0 to 2^40
     * @param masked 1 byte to 1 MiB, from position to limit; not copied, so its owner leaves it alone until it is sent,
     *     and encoding does not move its position
     */
    record Data(long offset, ByteBuffer masked) implements UploadPart {
        /** Greatest offset. */
        public static final long MAX_OFFSET = 1L << 40;

        public Data {
            if (offset < 0 || offset > MAX_OFFSET) {
                throw new IllegalArgumentException("offset must be in [0, 2^40], but was " + offset);
            }
            if (!masked.hasRemaining() || masked.remaining() > MAX_DATA_BYTES) {
                throw new IllegalArgumentException(
                        "masked must be 1 byte to 1 MiB, but was " + masked.remaining() + " bytes");
            }
        }
    }
}
