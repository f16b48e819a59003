// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.event;

import java.nio.file.Path;
import java.util.Optional;
import org.cordon.event.EventHeader.NewColumns;

/**
 * What to do with what is not of the schema.
 *
 * @param quarantine the file to which rows that are no events are added, as JSON, one a line; without it such a row makes the
 *     source refused as a whole
 */
public record IntakeRules(NewColumns newColumns, Optional<Path> quarantine) {
    /** Refuses what is not of the schema. */
    public static IntakeRules strict() {
        return new IntakeRules(NewColumns.REFUSE, Optional.empty());
    }

    /** The same, but rows that are no events are set aside in {@code file}. */
    public IntakeRules settingAside(Path file) {
        return new IntakeRules(newColumns, Optional.of(file));
    }

    /** The same, but columns that are not of the schema are left out. */
    public IntakeRules leavingOutNewColumns() {
        return new IntakeRules(NewColumns.LEAVE_OUT, quarantine);
    }
}
