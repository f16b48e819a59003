// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.event;

import java.nio.file.Path;
import org.cordon.participant.data.RecordFile;

/**
 * Events of a file: CSV, TSV, JSON (each also gzipped) or Parquet.
 *
 * <p><b>Guarantees.</b> Those of {@link EventIntake}; a file that cannot be read to its end is an {@link
 * org.cordon.participant.data.UnreadableTable}.
 */
public final class EventFile {
    private EventFile() {}

    /** Passes the events of {@code file} on, in its order. */
    public static IntakeReport read(Path file, IntakeRules rules, EventSink sink) {
        try (EventIntake intake = new EventIntake(file.toString(), rules, sink)) {
            RecordFile.read(file, intake);
            return intake.finish();
        }
    }
}
