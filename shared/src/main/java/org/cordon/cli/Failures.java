// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
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
    private final FailureReport reports;

    Failures(FailureReport reports) {
        this.reports = reports;
    }

    @Override
    public int handleParseException(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(wrong.getMessage());
        UnmatchedArgumentException.printSuggestions(wrong, err);
        err.println("See " + command.getCommandSpec().qualifiedName() + " --help");
        err.flush();
        return ExitCode.USAGE.value();
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
            Map<String, Object> error = new LinkedHashMap<>();
            error.put("exitCode", exitCode.value());
            error.put("sentence", sentence);
            error.put("mend", mend);
            JsonOption.write(command.getOut(), Map.of("error", error));
        }
        return exitCode.value();
    }

    private static boolean askedForJson(CommandLine command) {
        return command.getParseResult() != null && command.getParseResult().hasMatchedOption(JsonOption.NAME);
    }
}
