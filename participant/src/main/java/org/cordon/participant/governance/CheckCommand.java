// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.governance;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cordon.charter.CharterMeaning;
import org.cordon.charter.CharterReading;
import org.cordon.charter.CharterSchema;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.cordon.member.Threshold;
import org.cordon.yaml.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cordon task check}. */
@Command(
        name = "check",
        description = "Report every problem of a charter's file at once, and what the charter will mean; sign nothing.",
        footer = {
            "",
            "Example:",
            "  cordon task check charter.yaml --members 5",
            "  cordon task check --schema > charter.schema.json"
        })
final class CheckCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The charter as YAML.")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--schema", description = "Print the JSON schema of charters instead.")
    private boolean schema;

    @Option(
            names = "--members",
            defaultValue = "5",
            paramLabel = "N",
            description = "Members of the consortium that the charter is for (default: 5).")
    private int members;

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec;

    /** What {@code --json} prints. */
    record Checked(String file, boolean passed, List<Problem> problems, Optional<CharterMeaning> meaning) {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (schema) {
            out.print(CharterSchema.text());
            out.flush();
            return ExitCode.OK.value();
        }
        Path charter = file.orElseThrow(() -> new CommandFailure(
                ExitCode.USAGE, "FILE must be named, but was not", "Name the charter's file, or ask for --schema"));
        Threshold threshold = threshold();
        Instant now = Instant.now();
        CharterReading reading = CharterReading.of(charter).against(threshold, now);
        Optional<CharterMeaning> meaning = reading.charter().map(terms -> CharterMeaning.of(terms, threshold, now));
        if (json.asked()) {
            json.print(out, new Checked(charter.toString(), meaning.isPresent(), reading.problems(), meaning));
        } else {
            print(out, charter, reading, meaning);
        }
        return meaning.isPresent() ? ExitCode.OK.value() : ExitCode.CHECK_FAILED.value();
    }

    private Threshold threshold() {
        if (members < 4 || members > Threshold.MAX_MEMBERS) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--members must be in [4, 255], but was " + members,
                    "Name how many members the consortium has");
        }
        return new Threshold(members);
    }

    private static void print(PrintWriter out, Path charter, CharterReading reading, Optional<CharterMeaning> meaning) {
        for (Problem problem : reading.problems()) {
            out.println(problem.in(charter.toString()));
            out.println("  " + problem.mend());
        }
        int count = reading.problems().size();
        out.println(count == 0 ? "PASSED" : count + (count == 1 ? " problem" : " problems"));
        meaning.ifPresent(terms -> {
            out.println();
            terms.lines().forEach(out::println);
        });
        out.flush();
    }
}
