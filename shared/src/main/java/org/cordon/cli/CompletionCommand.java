// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cordon completion}. */
@Command(
        name = "completion",
        description = "Print the script that lets a shell complete commands, options and file names of cordon.",
        footer = {
            "",
            "Example:",
            "  source <(cordon completion bash)                                        # this shell only",
            "  cordon completion bash > ~/.local/share/bash-completion/completions/cordon  # every new one"
        })
final class CompletionCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SHELL", description = "Which shell: ${COMPLETION-CANDIDATES}.")
    private Shell shell = Shell.bash;

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec;

    /** Named as the user types them. */
    enum Shell {
        bash,
        zsh
    }

    /** What {@code --json} prints. */
    record Script(String shell, String script) {}

    @Override
    public Integer call() {
        CommandSpec root = spec.root();
        String script = AutoComplete.bash(root.name(), root.commandLine());
        PrintWriter out = spec.commandLine().getOut();
        if (json.asked()) {
            json.print(out, new Script(shell.name(), script));
        } else {
            out.print(shell == Shell.zsh ? forZsh(script) : script);
            out.flush();
        }
        return ExitCode.OK.value();
    }

    /** The script loads bash's functions into zsh by itself; as a file on the fpath it must say what it completes. */
    private static String forZsh(String script) {
        return "#compdef cordon\n" + script;
    }
}
