// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.event;

import java.nio.file.Path;
import org.cordon.participant.data.RecordFile;

/** Events of a file: CSV, TSV, JSON (each also gzipped) or Parquet. */
record EventFile(Path file) implements EventSource {
    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public IntakeReport read(IntakeRules rules, EventSink sink) {
        try (EventIntake intake = new EventIntake(name(), rules, sink)) {
            RecordFile.read(file, intake);
            return intake.finish();
        }
    }
}
