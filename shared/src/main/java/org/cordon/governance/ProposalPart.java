// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.governance;

import org.cordon.suite.Bytes;
import org.cordon.suite.Signed;

/** One message of a proposal's stream: the head first, then content and first state in a row. */
public sealed interface ProposalPart {
    /** Most bytes in one {@link Data}. */
    int MAX_DATA_BYTES = 1 << 20;

    /** What is coming, signed. */
    record Head(Signed<Proposal> signed) implements ProposalPart {}

    /** The next bytes, 1 byte to 1 MiB. */
    record Data(Bytes bytes) implements ProposalPart {
        public Data {
            if (bytes.isEmpty() || bytes.size() > MAX_DATA_BYTES) {
                throw new IllegalArgumentException("data must be 1 byte to 1 MiB, but was " + bytes.size() + " bytes");
            }
        }
    }
}
