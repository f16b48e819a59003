// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.node;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.cordon.participant.policy.PersonDecision;
import org.cordon.participant.policy.PersonDecision.Choice;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cordon participant policy accept}. */
@Command(
        name = "accept",
        description = "Let a waiting task run, exactly as it is; another version asks again.",
        footer = {
            "",
            "Example:",
            "  cordon participant policy accept fraud-small --config ash/participant.yaml --because 'made-up rows'"
        })
final class PolicyAcceptCommand implements Callable<Integer> {
    @Parameters(paramLabel = "TASK", description = "Name of the task, or 12 digits or more of its session.")
    private String task;

    @Mixin
    private PolicyOptions options = new PolicyOptions();

    @Option(names = "--because", paramLabel = "TEXT", description = "Your words, which are kept with the decision.")
    private Optional<String> because = Optional.empty();

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway") // picocli sets the fields
    PolicyAcceptCommand() {}

    @Override
    public Integer call() {
        PersonDecision said = options.decide(task, Choice.ACCEPT, because);
        PrintWriter out = spec.commandLine().getOut();
        if (json.asked()) {
            json.print(out, said);
        } else {
            out.println(PolicyOptions.line(said));
            out.flush();
        }
        return ExitCode.OK.value();
    }
}
