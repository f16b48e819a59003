// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

/**
 * What a private half may use beside the rows.
 *
 * @param seed the exchange's own secret number for this charter; the held-out split and the order of training rows derive
 *     from it and from nothing else
 * @param trainer does the local steps of networks
 */
public record ContributionContext(long seed, LocalTrainer trainer) {
    /** The seed stays out of logs: with it the held-out split could be told. */
    @Override
    public String toString() {
        return "ContributionContext";
    }
}
