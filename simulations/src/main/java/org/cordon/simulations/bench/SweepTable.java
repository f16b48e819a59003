// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.bench;

import java.util.Locale;

/** One line for each setting of a sweep. */
final class SweepTable {
    static final String HEAD = String.format(
            Locale.ROOT,
            "%5s %9s %4s %6s %12s %6s %12s %12s %6s %8s %9s %9s",
            "N",
            "words",
            "bits",
            "exact",
            "participant",
            "ratio",
            "block check",
            "coordinator",
            "ratio",
            "B/coord",
            "B up",
            "B down");

    private SweepTable() {}

    static String line(SumReport report) {
        return String.format(
                Locale.ROOT,
                "%5d %9d %4d %6s %9.1f ms %6.2f %9.1f ms %9.1f ms %6.2f %8.3f %9d %9d",
                report.participants(),
                report.length(),
                report.wordBits(),
                report.exact(),
                report.participant().cpuMillis(),
                report.participant().ratio(),
                report.participant().blockCheckMillis(),
                report.coordinator().unmaskCpuMillis(),
                report.coordinator().ratio(),
                report.upload().bytesPerCoordinate(),
                report.upload().otherBytes(),
                report.download().otherBytes());
    }
}
