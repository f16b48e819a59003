// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.round;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.cordon.record.LogRecord.TaskWithdrawn;
import org.cordon.suite.Bytes;

/**
 * Why a task ends before its computation does; what the journal keeps, so that a restart decides no other way.
 *
 * @param reason what the protocol log says
 * @param sentence for the operator, in one line
 */
record Ending(TaskWithdrawn.Reason reason, String sentence) {
    private static final char BETWEEN = '\n';

    /** Bytes for the journal. */
    Bytes encode() {
        return Bytes.wrap((reason.name() + BETWEEN + sentence).getBytes(StandardCharsets.UTF_8));
    }

    /** What {@link #encode} gave; a sentence alone, as journals of before have it, is a stop by the operator. */
    static Ending decode(Bytes content) {
        String text = new String(content.toByteArray(), StandardCharsets.UTF_8);
        int end = text.indexOf(BETWEEN);
        return Arrays.stream(TaskWithdrawn.Reason.values())
                .filter(each -> end >= 0 && each.name().equals(text.substring(0, end)))
                .findFirst()
                .map(reason -> new Ending(reason, text.substring(end + 1)))
                .orElseGet(() -> new Ending(TaskWithdrawn.Reason.WITHDRAWN, text));
    }
}
