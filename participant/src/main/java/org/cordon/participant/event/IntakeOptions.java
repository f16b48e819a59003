// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.event;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What to do with rows and columns that are not of the schema, as commands that read events ask it. */
public final class IntakeOptions {
    @Option(
            names = "--leave-out-new-columns",
            description = "Leave out columns that are not of the schema, in place of refusing the file.")
    private boolean leaveOut;

    @Option(names = "--set-aside", paramLabel = "FILE", description = "Add rows that are no events to this file.")
    private Optional<Path> setAside = Optional.empty();

    /** As they were given. */
    public IntakeRules rules() {
        return IntakeRules.of(setAside, leaveOut);
    }

    /** Where rows that are no events go, if somewhere. */
    public Optional<Path> setAside() {
        return setAside;
    }
}
