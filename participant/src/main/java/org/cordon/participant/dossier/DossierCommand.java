// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.dossier;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.cordon.participant.policy.PolicyFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cordon consortium dossier}. */
@Command(
        name = "dossier",
        description = "Write the system part of a data-protection impact assessment; every sentence names its source.",
        footer = {
            "",
            "Example:",
            "  cordon consortium dossier --charter fraud-small --policy ash/policy.yaml --history ash --out dossier.md"
        })
final class DossierCommand implements Callable<Integer> {
    @Option(
            names = "--charter",
            required = true,
            paramLabel = "FILE|TASK",
            description = "The charter's file, or a task that was left to a person at this node.")
    private String charter;

    @Option(names = "--policy", required = true, paramLabel = "FILE", description = "The exchange's policy.")
    private Path policy;

    @Option(
            names = "--history",
            required = true,
            paramLabel = "FILE|DIR",
            description = "The history of the consortium, or the node directory that holds it.")
    private Path history;

    @Option(names = "--out", paramLabel = "FILE", description = "Where to write it; standard output if left out.")
    private Optional<Path> out = Optional.empty();

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway") // picocli sets the fields
    DossierCommand() {}

    /** A sentence in {@code --json}. */
    record Line(String section, String sentence, String source) {
        static Line of(Sentence sentence) {
            return new Line(
                    sentence.section().name().toLowerCase(Locale.ROOT),
                    sentence.text(),
                    sentence.source().text());
        }
    }

    @Override
    public Integer call() {
        Dossier dossier = Dossier.of(
                DossierInputs.charter(charter, history), PolicyFile.read(policy), DossierInputs.roster(history));
        out.ifPresent(file -> write(file, dossier.markdown()));
        PrintWriter console = spec.commandLine().getOut();
        if (json.asked()) {
            List<Line> lines = dossier.sentences().stream().map(Line::of).toList();
            json.print(console, lines);
        } else if (out.isEmpty()) {
            console.print(dossier.markdown());
        } else {
            console.println(dossier.sentences().size() + " sentences written to " + out.get());
        }
        console.flush();
        return ExitCode.OK.value();
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException there) {
            throw new CommandFailure(
                    ExitCode.SYSTEM_REFUSED, file + " exists and is not overwritten", "Name another file", there);
        } catch (IOException unwritable) {
            throw new CommandFailure(
                    ExitCode.SYSTEM_REFUSED,
                    file + " must be writable, but is not: " + unwritable.getMessage(),
                    "Name a file in a directory that exists",
                    unwritable);
        }
    }
}
