// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.demo;

import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cordon demo}. */
@Command(
        name = "demo",
        description = {
            "Train a detector together with four other exchanges, all on this machine, and compare it with training alone.",
            "Five exchanges and a coordinator run over gRPC and mutual TLS; one exchange drops out and comes back."
        },
        footer = {
            "",
            "Examples:",
            "  cordon demo",
            "  cordon demo --seed 2 --dir ./demo",
            "  cordon demo --data accounts.csv --label FLAG --drop-columns '^Index$|^Address$' \\",
            "      --partition dirichlet:0.3:FLAG",
            "",
            "The files are CSV, TSV, JSON or Parquet; every column but the label must hold numbers or be dropped.",
            "A quarter of the rows is held out before the rest is spread over the exchanges."
        })
final class DemoCommand implements Callable<Integer> {
    @Option(names = "--data", paramLabel = "FILE", description = "Rows to train on (default: made up).")
    private @Nullable Path data;

    @Option(
            names = "--label",
            paramLabel = "COLUMN",
            description = "With --data: column that is 1 for what is to be found.")
    private @Nullable String label;

    @Option(
            names = "--drop-columns",
            paramLabel = "REGEX",
            description = "With --data: columns with a match in their name are no features.")
    private @Nullable String drop;

    @Option(
            names = "--distinct",
            paramLabel = "COLUMN",
            description = "With --data: keep the first of rows that have the same value here.")
    private @Nullable String distinct;

    @Option(
            names = "--partition",
            paramLabel = "CUT",
            description =
                    "With --data: iid (default), dirichlet:ALPHA:COLUMN or column:NAME. A partition column is never a"
                            + " feature. With more than 10 values column:NAME spreads them over five exchanges.")
    private @Nullable String partition;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Repeats a demo (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "100",
            description = "Rounds of training, 12 to 1000 (default ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description =
                    "Keep keys, stores and logs here (default: the protocol log and its report outlast the demo).")
    private @Nullable Path directory;

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        requireFit();
        PrintWriter out = spec().commandLine().getOut();
        DemoData rows = rows();
        DemoReport report = new DemoReport(out);
        if (!json.asked()) {
            report.introduce(rows);
        }
        try {
            DemoResult result = Interrupt.guarding(() -> run(rows));
            if (json.asked()) {
                json.print(out, result.figures());
            } else {
                report.tell(result, Optional.ofNullable(directory).map(Path::toString), again());
            }
            return ExitCode.OK.value();
        } catch (InterruptedException stopped) {
            throw new CommandFailure(
                    ExitCode.CHECK_FAILED,
                    "The demo was stopped.",
                    "Nothing of it is left, unless --dir was given.",
                    stopped);
        }
    }

    private DemoResult run(DemoData rows) throws Exception {
        try (Workplace place = Workplace.open(Optional.ofNullable(directory));
                Progress progress = progress()) {
            return new DemoRun(rows, rounds, seed).run(place.root(), place.outlasting(), progress);
        }
    }

    private void requireFit() {
        if (rounds < 12 || rounds > 1000) {
            throw usage("--rounds must be in [12, 1000], but was " + rounds);
        }
        if (data == null && (label != null || drop != null || distinct != null || partition != null)) {
            throw usage("--label, --drop-columns, --distinct and --partition go with --data, but it was not given");
        }
        if (data != null && label == null) {
            throw usage("--label must name a column of " + data + ", but was not given");
        }
    }

    private DemoData rows() {
        if (data == null || label == null) {
            return DemoData.generated(seed);
        }
        Cut cut = Cut.parse(Optional.ofNullable(partition).orElse("iid"));
        return new FileRows(data, label, Optional.ofNullable(drop), Optional.ofNullable(distinct), cut, seed).read();
    }

    /** This command with another seed. */
    private String again() {
        StringBuilder command = new StringBuilder("./cordon demo");
        add(command, "--data", data);
        add(command, "--label", label);
        add(command, "--drop-columns", drop);
        add(command, "--distinct", distinct);
        add(command, "--partition", partition);
        add(command, "--seed", seed + 1);
        return command.toString();
    }

    private static void add(StringBuilder command, String name, @Nullable Object value) {
        if (value != null) {
            String text = String.valueOf(value);
            boolean plain = text.matches("[A-Za-z0-9._/:=+-]+");
            command.append(' ').append(name).append(' ').append(plain ? text : "'" + text.replace("'", "'\\''") + "'");
        }
    }

    private Progress progress() {
        return isTerminal() && !json.asked()
                ? new ProgressDisplay(System.err)
                : new ProgressLines(spec().commandLine().getErr());
    }

    /** From JDK 22 on there is a console also where there is no terminal; it says so itself. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null || System.getenv("TERM") == null) {
            return false;
        }
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (ReflectiveOperationException olderThan22) {
            return true;
        }
    }

    private CommandSpec spec() {
        return Optional.ofNullable(spec).orElseThrow();
    }

    private static CommandFailure usage(String sentence) {
        return new CommandFailure(ExitCode.USAGE, sentence, "See cordon demo --help.");
    }
}
