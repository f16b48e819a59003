// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.laboratory;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.cordon.simulations.experiment.Experiment;
import org.cordon.simulations.experiment.ExperimentReading;
import org.cordon.simulations.experiment.Run;
import org.cordon.simulations.partition.Partition;
import org.cordon.simulations.plugin.Plugins;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cordon simulate partition}. */
@Command(
        name = "partition",
        description = {
            "Write the rows that each exchange of an experiment has, and how many of each label.",
            "Rows are as the source has them, before any scaling; nothing is overwritten."
        },
        footer = {"", "Example:", "  cordon simulate partition quick --export parts --seed 2"})
final class PartitionCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "EXPERIMENT",
            description = "A YAML file, or the name of one that comes with Cordon (see cordon simulate list).")
    private String experiment = "";

    @Option(
            names = "--export",
            required = true,
            paramLabel = "DIR",
            description = "Folder to write to; made if it is not there, refused if anything is in it.")
    private Path export = Path.of("");

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the cut (default: the experiment's first).")
    private @Nullable Long seed;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "parquet",
            description = "parquet or csv (default: ${DEFAULT-VALUE}).")
    private Export.Format format = Export.Format.PARQUET;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder that paths of data are relative to (default: that of the experiment's file).")
    private @Nullable Path data;

    @Option(
            names = "--plugin",
            paramLabel = "FILE",
            description = "Source of a partition of your own; may be given several times.")
    private List<Path> plugins = List.of();

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        ExperimentReading reading = RunCommand.reading(experiment);
        List<Run> runs = reading.orFail();
        if (runs.stream()
                        .map(run ->
                                List.of(run.settings().data(), run.settings().exchangeCount()))
                        .distinct()
                        .count()
                > 1) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    reading.file() + " must cut its rows in one way to be exported, but its sweep has several",
                    "Write an experiment without data and exchanges in its sweep");
        }
        Experiment settings = runs.get(0).settings();
        long of = Optional.ofNullable(seed).orElse(runs.get(0).seed());
        Path base = Optional.ofNullable(data)
                .orElse(Optional.ofNullable(reading.file().toAbsolutePath().getParent())
                        .orElse(Path.of("")));
        Plugins loaded = Plugins.load(plugins);
        Ground ground = Ground.lay(
                settings, Ground.read(settings, base, of), of, wanted -> loaded.named(wanted, Partition.class));
        try {
            Export.Written written = Export.of(ground, of, export, format);
            tell(written);
            return ExitCode.OK.value();
        } catch (IOException failed) {
            throw new CommandFailure(
                    ExitCode.SYSTEM_REFUSED,
                    export + " must be writable, but is not: " + failed.getMessage(),
                    "Name another folder with --export",
                    failed);
        }
    }

    private void tell(Export.Written written) {
        PrintWriter out = Optional.ofNullable(spec).orElseThrow().commandLine().getOut();
        if (json.asked()) {
            json.print(out, written);
        } else {
            out.println("exchange  rows");
            written.exchanges().forEach(one -> out.printf("%8d  %d%n", one.exchange(), one.rows()));
            out.println();
            out.println("Rows, the test part and counts for each label: " + written.directory());
        }
        out.flush();
    }
}
