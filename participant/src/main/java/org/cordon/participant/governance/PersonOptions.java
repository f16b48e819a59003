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
final class PersonOptions {
    @Option(names = "--approver", paramLabel = "DIR", description = "The directory of an exchange's approver.")
    private Optional<Path> approver = Optional.empty();

    @Option(names = "--operator", paramLabel = "DIR", description = "The operator's directory.")
    private Optional<Path> operator = Optional.empty();

    /** Opens the directory of whoever was named; the caller closes it. */
    Person open() {
        if (approver.isPresent() == operator.isPresent()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "exactly one of --approver and --operator must be given, but "
                            + (approver.isPresent() ? "both were" : "neither was"),
                    "Name the directory of whoever speaks, for example --approver approvers/ash");
        }
        return approver.isPresent()
                ? Person.open(directory(approver.get(), PersonFile.APPROVER), Person.Role.APPROVER)
                : Person.open(directory(operator.orElseThrow(), PersonFile.OPERATOR), Person.Role.OPERATOR);
    }

    /** Whether somebody was named. */
    boolean areGiven() {
        return approver.isPresent() || operator.isPresent();
    }

    private static Path directory(Path named, String file) {
        if (!Files.isRegularFile(named.resolve(file))) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    named + " must be a directory with " + file + ", but is none",
                    "Name the directory that 'participant join' or 'consortium init' made for this person");
        }
        return named;
    }
}
