// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.laboratory;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.cordon.simulations.results.ResultStore;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cordon simulate list}. */
@Command(
        name = "list",
        description = "List the experiments that come with Cordon, and the results below a folder.",
        footer = {"", "Examples:", "  cordon simulate list", "  cordon simulate list results --json"})
final class ListCommand implements Callable<Integer> {
    private static final int DEEPEST = 4;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            defaultValue = "results",
            description = "Where to look for results (default: ${DEFAULT-VALUE}).")
    private Path directory = Path.of("results");

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private @Nullable CommandSpec spec;

    /** An experiment that comes with Cordon. */
    record Known(String name, String purpose) {}

    /** A folder with results. */
    record Found(String directory, boolean whole) {}

    /** What {@code --json} prints. */
    record Listing(List<Known> shipped, List<Found> results) {}

    @Override
    public Integer call() {
        Listing listing =
                new Listing(Shipped.NAMES.stream().map(ListCommand::known).toList(), found());
        PrintWriter out = Optional.ofNullable(spec).orElseThrow().commandLine().getOut();
        if (json.asked()) {
            json.print(out, listing);
        } else {
            out.println("Experiments that come with Cordon (cordon simulate run NAME):");
            listing.shipped().forEach(one -> out.printf(Locale.ROOT, "  %-20s  %s%n", one.name(), one.purpose()));
            out.println();
            out.println(listing.results().isEmpty() ? "No results below " + directory + "." : "Results:");
            listing.results()
                    .forEach(one ->
                            out.println("  " + one.directory() + (one.whole() ? "" : "  (nothing is over yet)")));
        }
        out.flush();
        return ExitCode.OK.value();
    }

    /** The first line of its file is a comment that says what it is for. */
    private static Known known(String name) {
        String first = Shipped.text(name).orElseThrow().lines().findFirst().orElse("");
        return new Known(name, first.replaceFirst("^#\\s*", ""));
    }

    private List<Found> found() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        List<Found> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory, DEEPEST)) {
            files.filter(file -> String.valueOf(file.getFileName()).equals(ResultStore.EXPERIMENT))
                    .map(file -> Optional.ofNullable(file.getParent()).orElse(directory))
                    .sorted()
                    .forEach(folder ->
                            found.add(new Found(folder.toString(), Files.exists(folder.resolve("run.parquet")))));
        } catch (IOException | UncheckedIOException unreadable) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    directory + " must be a readable folder, but is not: " + unreadable.getMessage(),
                    "Name another folder",
                    unreadable);
        }
        return found;
    }
}
