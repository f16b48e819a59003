// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.task;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * How long the coordinator waits for each step of a round before it goes on with those who answered.
 *
 * @param ready from `open`: local training and the header
 * @param upload from `cohort`: the masked vector
 * @param survivors from `survivors`: the signatures on the survivor set
 * @param reveal from the certificate: shares and pair masks
 * @param result from `result`: check and receipt
 */
public record Timing(Duration ready, Duration upload, Duration survivors, Duration reveal, Duration result) {
    /** The longest wait for a step. */
    public static final Duration LONGEST = Duration.ofDays(7);

    public Timing {
        require("ready", ready);
        require("upload", upload);
        require("survivors", survivors);
        require("reveal", reveal);
        require("result", result);
    }

    /** The same wait for every step. */
    public static Timing uniform(Duration step) {
        return new Timing(step, step, step, step, step);
    }

    private static void require(String name, Duration value) {
        boolean inRange = !value.isNegative() && !value.isZero() && value.compareTo(LONGEST) <= 0;
        if (!inRange || !value.truncatedTo(ChronoUnit.MILLIS).equals(value)) {
            throw new IllegalArgumentException(
                    name + " must be a whole number of milliseconds from PT0.001S to P7D, but was " + value);
        }
    }
}
