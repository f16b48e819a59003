// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.cli;

import java.util.EnumMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Collects the commands of all modules and hangs them under {@code cordon}; a name that is taken is refused. */
public final class Commands {
    private final CommandLine root;
    private final Map<CommandGroup, CommandLine> groups = new EnumMap<>(CommandGroup.class);

    Commands(CommandLine root) {
        this.root = root;
    }

    /** Adds {@code cordon <name>}. */
    public void add(Object command) {
        hang(root, new CommandLine(command));
    }

    /** Adds {@code cordon <group> <name>}. */
    public void add(CommandGroup group, Object command) {
        hang(groups.computeIfAbsent(group, this::open), new CommandLine(command));
    }

    private CommandLine open(CommandGroup group) {
        CommandSpec spec = CommandSpec.create().name(group.title());
        spec.usageMessage().description(group.description());
        CommandLine opened = new CommandLine(spec);
        hang(root, opened);
        return opened;
    }

    static OptionSpec help() {
        return OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help and exit.")
                .build();
    }

    private static void hang(CommandLine parent, CommandLine child) {
        String name = child.getCommandName();
        if (parent.getSubcommands().containsKey(name)) {
            throw new IllegalArgumentException(
                    "command must be contributed once, but was twice: " + parent.getCommandName() + " " + name);
        }
        offerHelp(child);
        parent.addSubcommand(name, child);
    }

    private static void offerHelp(CommandLine command) {
        if (command.getCommandSpec().findOption("--help") == null) {
            command.getCommandSpec().addOption(help());
        }
        command.getSubcommands().values().forEach(Commands::offerHelp);
    }
}
