// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.event;

import java.util.List;
import java.util.Map;
import org.cordon.yaml.Problem;

/**
 * What became of the rows of a source: {@code rows = events + repeated + refused}.
 *
 * @param repeated messages of a topic that came again, byte for byte
 * @param refused rows that are no events
 * @param refusedByColumn of them, how many have a fault in which column; {@code row} stands for the row as a whole
 * @param extras columns of numbers that were read
 * @param leftOut columns that are not of the schema and were not read
 * @param problems the first ones, in the order of the source
 * @param problemCount all
 */
public record IntakeReport(
        String source,
        long rows,
        long events,
        long repeated,
        long refused,
        Map<String, Long> refusedByColumn,
        List<String> extras,
        List<String> leftOut,
        List<Problem> problems,
        long problemCount) {
    public IntakeReport {
        if (rows != events + repeated + refused) {
            throw new IllegalArgumentException("rows must be events + repeated + refused, but were " + rows + ", "
                    + events + ", " + repeated + " and " + refused);
        }
        refusedByColumn = Map.copyOf(refusedByColumn);
        extras = List.copyOf(extras);
        leftOut = List.copyOf(leftOut);
        problems = List.copyOf(problems);
    }
}
