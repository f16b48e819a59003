// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.cli;

import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what a command throws into a sentence, its mend, and an exit code. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
    /** Values of types whose form is not plain from their names. */
    private static final Map<Class<?>, String> EXAMPLES =
            Map.of(Instant.class, "2026-12-31T00:00:00Z", Duration.class, "PT24H", URI.class, "https://host.example/");

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
        String found = " (" + wrong.getCause() + ")";
        if (!sentence.endsWith(found)) {
            return sentence;
        }
        String example = Optional.ofNullable(wrong.getArgSpec())
                .flatMap(argument -> Optional.ofNullable(EXAMPLES.get(
                        argument.auxiliaryTypes().length > 0 ? argument.auxiliaryTypes()[0] : argument.type())))
                .map(like -> ", such as " + like)
                .orElse("");
        return sentence.substring(0, sentence.length() - found.length()) + example;
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
