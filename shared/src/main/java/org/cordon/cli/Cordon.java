// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.OptionSpec;

/** The command {@code cordon}: collects what the modules on the class path contribute, and runs what was asked for. */
public final class Cordon {
    /** The environment variable that chooses how log lines look; logback.xml reads it. */
    private static final String LOG_FORMAT = "CORDON_LOG_FORMAT";

    private final CommandLine root;

    /**
     * Builds the command tree.
     *
     * @param providers who contributes commands; each name once
     * @param home where the report of an unexpected failure is written
     */
    public Cordon(Iterable<CommandProvider> providers, PrintWriter out, PrintWriter err, Path home) {
        root = new CommandLine(new Root());
        root.getCommandSpec().addOption(Commands.help()).addOption(versionOption());
        Commands commands = new Commands(root);
        StreamSupport.stream(providers.spliterator(), false).forEach(provider -> provider.contribute(commands));
        root.setOut(out).setErr(err).setCaseInsensitiveEnumValuesAllowed(true);
        Failures failures = new Failures(new FailureReport(home));
        root.setParameterExceptionHandler(failures).setExecutionExceptionHandler(failures);
        root.setExecutionStrategy(Cordon::runLast);
    }

    /** Runs one command line and returns the exit code; see {@link ExitCode}. */
    public int run(String... arguments) {
        return root.execute(arguments);
    }

    /** The whole tree, for tests that walk it. */
    public CommandLine tree() {
        return root;
    }

    public static void main(String[] arguments) {
        PrintWriter out = writer(FileDescriptor.out);
        PrintWriter err = writer(FileDescriptor.err);
        String format = System.getenv().getOrDefault(LOG_FORMAT, "text");
        if (!Set.of("text", "json").contains(format)) {
            err.println(LOG_FORMAT + " must be text or json, but was " + format);
            System.exit(ExitCode.USAGE.value());
        }
        int exitCode = new Cordon(ServiceLoader.load(CommandProvider.class), out, err, home()).run(arguments);
        out.flush();
        err.flush();
        System.exit(exitCode);
    }

    /** A command group, or {@code cordon} itself, that is named without a subcommand shows its help. */
    private static int runLast(CommandLine.ParseResult parsed) {
        List<CommandLine> named = parsed.asCommandLineList();
        CommandLine last = named.get(named.size() - 1);
        Optional<Integer> help = Optional.ofNullable(CommandLine.executeHelpRequest(parsed));
        if (help.isPresent()) {
            return help.get();
        }
        if (last.getCommand() instanceof Root || last.getCommandSpec().userObject() == null) {
            last.usage(last.getErr());
            return ExitCode.USAGE.value();
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    private static Path home() {
        return Path.of(System.getProperty("cordon.home", System.getProperty("java.io.tmpdir")));
    }

    private static PrintWriter writer(FileDescriptor target) {
        return new PrintWriter(new FileOutputStream(target), true, StandardCharsets.UTF_8);
    }

    private static OptionSpec versionOption() {
        return OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Show the version and exit.")
                .build();
    }

    static String version() {
        String version = Cordon.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    @Command(
            name = "cordon",
            description = "Federated learning for exchanges that do not trust each other or the coordinator.",
            versionProvider = Version.class,
            synopsisSubcommandLabel = "COMMAND")
    private static final class Root {}

    private static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "cordon " + version(),
                Arrays.stream(new String[] {"java.version", "os.name", "os.arch"})
                        .map(System::getProperty)
                        .collect(Collectors.joining(", ", "Java ", ""))
            };
        }
    }
}
