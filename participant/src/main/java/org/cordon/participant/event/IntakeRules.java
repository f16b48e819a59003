// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.event;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.cordon.event.EventHeader;
import org.cordon.event.EventHeader.NewColumns;
import org.cordon.yaml.Problem;

/**
 * What is no event, and what to do with it.
 *
 * @param quarantine the file to which rows that are no events are added, as JSON, one a line; without it such a row makes the
 *     source refused as a whole
 * @param clock no event is further ahead of it than {@link EventHeader#AHEAD}
 */
public record IntakeRules(NewColumns newColumns, Optional<Path> quarantine, Clock clock) {
    /** Without a file to set rows aside in they are refused; new columns are refused or left out. */
    public static IntakeRules of(Optional<Path> setAside, boolean leavesOutNewColumns) {
        IntakeRules kept = setAside.map(strict()::settingAside).orElseGet(IntakeRules::strict);
        return leavesOutNewColumns ? kept.leavingOutNewColumns() : kept;
    }

    /** Refuses what is not of the schema. */
    public static IntakeRules strict() {
        return new IntakeRules(NewColumns.REFUSE, Optional.empty(), Clock.systemUTC());
    }

    /** The same, but rows that are no events are set aside in {@code file}. */
    public IntakeRules settingAside(Path file) {
        return new IntakeRules(newColumns, Optional.of(file), clock);
    }

    /** The same, but columns that are not of the schema are left out. */
    public IntakeRules leavingOutNewColumns() {
        return new IntakeRules(NewColumns.LEAVE_OUT, quarantine, clock);
    }

    /** The same by another clock. */
    public IntakeRules at(Clock another) {
        return new IntakeRules(newColumns, quarantine, another);
    }

    Optional<EventHeader> header(List<String> names, List<Problem> problems) {
        return EventHeader.of(names, newColumns, clock, problems);
    }
}
