// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.demo;

/**
 * What {@code cordon demo --json} prints, and nothing else.
 *
 * @param exchanges how many took part
 * @param rounds of the protocol, with or without a sum
 * @param dropOuts members of a cohort whose vector did not come
 * @param sumsOpened by the federation: quantiles, updates and score counts
 * @param alone every exchange with its own model
 * @param scoreAveraging the mean of these models' scores
 * @param together the model of the federation
 * @param pooled a model from all rows in one place
 * @param uploadBytesPerCoordinate bytes of upload messages on the wire for each word of the vectors taken
 * @param log what an auditor in a process of its own said of the protocol log
 * @param seconds from the command to its figures
 */
record DemoFigures(
        int exchanges,
        int rounds,
        int dropOuts,
        int sumsOpened,
        Scores alone,
        Scores scoreAveraging,
        Scores together,
        Scores pooled,
        double uploadBytesPerCoordinate,
        AuditVerdict log,
        double seconds) {}
