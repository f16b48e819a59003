// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.util.List;

/**
 * Who stands behind a checkpoint under a {@link TrustPolicy}.
 *
 * <p><b>Guarantees.</b> The log's signature holds, and so does the cosignature of every witness named.
 *
 * <p>Source: C2SP tlog-policy, "Defining the quorum" and "Defining a witness group".
 *
 * @param log the key that signed as the log
 * @param witnesses those that cosigned and from which a group path leads to the quorum, in the policy's order
 * @param isQuorum whether they suffice
 */
public record PolicyResult(Checkpoint checkpoint, VerifierKey log, List<CountedWitness> witnesses, boolean isQuorum) {
    public PolicyResult {
        witnesses = List.copyOf(witnesses);
    }

    /**
     * A witness that counts.
     *
     * @param name what the policy calls it
     * @param epochSeconds when it says it cosigned, in seconds since the Epoch
     */
    public record CountedWitness(String name, VerifierKey key, long epochSeconds) {}
}
