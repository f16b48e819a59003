// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.governance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.config.PersonFile;
import picocli.CommandLine.Option;

/** Who speaks: an exchange's approver or the operator, as a picocli mixin. */
final class SeatOptions {
    @Option(names = "--approver", paramLabel = "DIR", description = "The directory of an exchange's approver.")
    private Optional<Path> approver = Optional.empty();

    @Option(names = "--operator", paramLabel = "DIR", description = "The operator's directory.")
    private Optional<Path> operator = Optional.empty();

    /** Opens the seat of whoever was named; the caller closes it. */
    Seat open() {
        if (approver.isPresent() == operator.isPresent()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "exactly one of --approver and --operator must be given, but "
                            + (approver.isPresent() ? "both were" : "neither was"),
                    "Name the directory of whoever decides, for example --approver approvers/ash");
        }
        return approver.isPresent()
                ? Seat.open(directory(approver.get()), Seat.Role.APPROVER)
                : Seat.open(directory(operator.get()), Seat.Role.OPERATOR);
    }

    /** Whether somebody was named. */
    boolean isGiven() {
        return approver.isPresent() || operator.isPresent();
    }

    private static Path directory(Path named) {
        if (!Files.isDirectory(named)) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    named + " must be a directory, but is none",
                    "Name the directory with " + PersonFile.APPROVER + " or " + PersonFile.OPERATOR
                            + " that 'participant join' or 'consortium init' made");
        }
        return named;
    }
}
