// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.node;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.cordon.participant.policy.AskedTask;
import org.cordon.participant.policy.PersonDecision;
import org.cordon.participant.policy.PolicyText;
import org.cordon.task.ParticipantPolicy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cordon participant policy show}. */
@Command(
        name = "show",
        description = "Show the policy as the node reads it, and every decision a person made.",
        footer = {"", "Example:", "  cordon participant policy show --config ash/participant.yaml"})
final class PolicyShowCommand implements Callable<Integer> {
    @Mixin
    private PolicyOptions options = new PolicyOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway") // picocli sets the spec
    PolicyShowCommand() {}

    /**
     * The document of {@code --json}.
     *
     * @param privacy {@code NO PRIVACY GUARANTEE} where the file accepts sums without differential privacy
     */
    record Shown(String file, List<PolicyText.Line> policy, String privacy, List<PersonDecision> decisions) {}

    @Override
    public Integer call() {
        ParticipantConfig config = options.config();
        ParticipantPolicy policy = NodeProcess.policy(config);
        List<PersonDecision> decisions = options.tasks().stream()
                .map(AskedTask::decision)
                .flatMap(Optional::stream)
                .toList();
        String privacy = policy.acceptCountsWithoutDp() ? PersonDecision.NO_GUARANTEE : "";
        Shown shown = new Shown(config.policy().toString(), PolicyText.of(policy), privacy, decisions);
        PrintWriter out = spec.commandLine().getOut();
        if (json.asked()) {
            json.print(out, shown);
            return ExitCode.OK.value();
        }
        shown.policy().forEach(line -> out.printf("%-24s %s%n", line.key(), line.value()));
        if (!privacy.isEmpty()) {
            out.println(privacy + ": charters that waive differential privacy run");
        }
        decisions.forEach(decision -> out.println(PolicyOptions.line(decision)));
        out.flush();
        return ExitCode.OK.value();
    }
}
