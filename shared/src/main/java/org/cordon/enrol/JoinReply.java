// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.enrol;

import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;

/** What the coordinator answers to a request to join. */
public sealed interface JoinReply {
    /**
     * The request is held; ask again later with the same request.
     *
     * @param approvals how many members approved so far
     * @param needed how many it takes; 0 where that is not known yet
     */
    record Waiting(int approvals, int needed, Stage stage) implements JoinReply {}

    /**
     * The node is in the newest manifest. The coordinator's word for it: the history proves it.
     *
     * @param consortium digest of the founding statement
     * @param certificate the node's certificate, X.509 in DER
     * @param authority the authority's certificate, X.509 in DER
     */
    record Admitted(Digest consortium, Bytes certificate, Bytes authority) implements JoinReply {}

    /** What a request waits for. */
    enum Stage {
        /** Other founders, who have not asked yet. */
        GATHERING,
        /** Approvals. */
        PROPOSED,
        /** A member who proposes the admission. */
        HELD
    }
}
