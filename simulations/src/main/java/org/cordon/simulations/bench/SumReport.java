// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.bench;

/**
 * What {@code cordon bench secure-sum --json} prints.
 *
 * @param exact whether the opened sum equals plain addition, word by word
 */
record SumReport(
        int participants,
        int threshold,
        int length,
        int wordBits,
        boolean exact,
        Participant participant,
        Coordinator coordinator,
        Upload upload,
        Download download) {

    /** CPU time of one participant for all its round work but the block checks, which are apart. */
    record Participant(double cpuMillis, double keystreamLimitMillis, double ratio, double blockCheckMillis) {}

    /** CPU time of reconstructing what vanished and taking the masks off. */
    record Coordinator(double unmaskCpuMillis, double keystreamLimitMillis, double ratio) {}

    /** Masked vector as it travels, by word; and everything else in bytes. */
    record Upload(double bytesPerCoordinate, long otherBytes) {}

    /** Everything but sum and blocks, in bytes. */
    record Download(long otherBytes) {}
}
