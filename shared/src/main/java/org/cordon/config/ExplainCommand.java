// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.config;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cordon config explain}. */
@Command(
        name = "explain",
        description = "Print every key of a configuration file with its default and meaning, as a file that works.",
        footer = {"", "Example:", "  cordon config explain participant"})
final class ExplainCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "FILE",
            completionCandidates = Names.class,
            description = "What to explain: ${COMPLETION-CANDIDATES}.")
    private String name = "";

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec;

    /** One element of what {@code --json} prints. */
    record Explained(
            String key,
            String type,
            boolean required,
            Optional<String> defaultValue,
            Optional<String> unit,
            String meaning,
            Optional<String> example) {
        static Explained of(ConfigKey key) {
            return new Explained(
                    key.path(), key.type(), key.isRequired(), key.initial(), key.unit(), key.meaning(), key.example());
        }
    }

    @Override
    public Integer call() {
        ConfigReference reference = ConfigReference.installed();
        String yaml = reference.yaml(name.toLowerCase(Locale.ROOT)).orElseThrow(() -> unknown(reference.names()));
        if (json.asked()) {
            List<ConfigKey> keys = reference.keys(name.toLowerCase(Locale.ROOT)).orElseThrow();
            json.print(
                    spec.commandLine().getOut(),
                    keys.stream().map(Explained::of).toList());
        } else {
            spec.commandLine().getOut().print(yaml);
            spec.commandLine().getOut().flush();
        }
        return ExitCode.OK.value();
    }

    private CommandFailure unknown(List<String> names) {
        return new CommandFailure(
                ExitCode.USAGE,
                "FILE must be one of " + String.join(", ", names) + ", but was " + name,
                "Name one of them; a distribution explains just what it can read");
    }

    /** The names for help and completion. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return ConfigReference.installed().names().iterator();
        }
    }
}
