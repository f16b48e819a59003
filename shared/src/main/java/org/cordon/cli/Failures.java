// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what a command throws into a sentence, its mend, and an exit code. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
    /** What picocli says of a value that a class of Java refuses. */
    private static final Pattern UNFIT = Pattern.compile(
            "(?<what>.*: cannot convert '.*' to )(?:class |interface )?(?:[\\w$]+\\.)*(?<type>\\w+) \\((?:\\w+\\.)+\\w+.*\\)",
            Pattern.DOTALL);

    /** Values of types whose form is not plain from their names. */
    private static final Map<String, String> EXAMPLES =
            Map.of("Instant", "2026-12-31T00:00:00Z", "Duration", "PT24H", "URI", "https://host.example/");

    private final FailureReport reports;

    Failures(FailureReport reports) {
        this.reports = reports;
    }

    @Override
    public int handleParseException(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        String sentence = sentence(wrong);
        String mend = "See " + command.getCommandSpec().qualifiedName() + " --help";
        err.println(sentence);
        UnmatchedArgumentException.printSuggestions(wrong, err);
        err.println(mend);
        err.flush();
        if (Arrays.asList(arguments).contains(JsonOption.NAME)) {
            document(command, ExitCode.USAGE, sentence, mend);
        }
        return ExitCode.USAGE.value();
    }

    /** What is wrong, without the class of Java that found it. */
    private static String sentence(ParameterException wrong) {
        String sentence = String.valueOf(wrong.getMessage());
        Matcher unfit = UNFIT.matcher(sentence);
        if (!unfit.matches()) {
            return sentence;
        }
        String type = String.valueOf(unfit.group("type"));
        return unfit.group("what")
                + type
                + Optional.ofNullable(EXAMPLES.get(type))
                        .map(example -> ", such as " + example)
                        .orElse("");
    }

    @Override
    public int handleExecutionException(Exception thrown, CommandLine command, ParseResult parsed) {
        if (thrown instanceof CommandFailure failure) {
            return tell(command, failure.exitCode(), failure.sentence(), failure.mend());
        }
        String name = command.getCommandSpec().qualifiedName();
        Optional<Path> report = reports.write(name, thrown);
        String mend = report.map(path -> "Please report it with the file " + path)
                .orElse("Please report it; its details could not be written to a file");
        return tell(command, ExitCode.BUG, "Unexpected failure in " + name + ": " + thrown, mend);
    }

    private static int tell(CommandLine command, ExitCode exitCode, String sentence, String mend) {
        PrintWriter err = command.getErr();
        err.println(sentence);
        err.println("  " + mend);
        err.flush();
        if (askedForJson(command)) {
            document(command, exitCode, sentence, mend);
        }
        return exitCode.value();
    }

    private static void document(CommandLine command, ExitCode exitCode, String sentence, String mend) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("exitCode", exitCode.value());
        error.put("sentence", sentence);
        error.put("mend", mend);
        JsonOption.write(command.getOut(), Map.of("error", error));
    }

    private static boolean askedForJson(CommandLine command) {
        return command.getParseResult() != null && command.getParseResult().hasMatchedOption(JsonOption.NAME);
    }
}
