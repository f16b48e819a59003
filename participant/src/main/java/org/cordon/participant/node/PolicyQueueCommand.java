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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cordon participant policy queue}. */
@Command(
        name = "queue",
        description = "List the tasks that wait for a person, with all that they ask for.",
        footer = {"", "Example:", "  cordon participant policy queue --config ash/participant.yaml"})
final class PolicyQueueCommand implements Callable<Integer> {
    @Mixin
    private PolicyOptions options = new PolicyOptions();

    @Option(names = "--all", description = "List those that were decided, too.")
    private boolean all;

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway") // picocli sets the spec
    PolicyQueueCommand() {}

    /** A task in {@code --json}. */
    record Waiting(
            String session,
            String task,
            String asked,
            String why,
            String purpose,
            String legalBasis,
            List<String> computations,
            List<String> columns,
            int rounds,
            int minSurvivors,
            String privacy,
            Optional<String> retention,
            Optional<String> dpia,
            String from,
            String until,
            Optional<PersonDecision> decision) {
        static Waiting of(AskedTask task) {
            return new Waiting(
                    task.session().hex(),
                    task.demand().name(),
                    task.at().toString(),
                    task.why(),
                    task.demand().purpose(),
                    task.demand().legalBasis(),
                    task.demand().computations(),
                    task.demand().columns(),
                    task.demand().rounds(),
                    task.demand().minSurvivors(),
                    task.demand()
                            .privacy()
                            .map(loss -> "epsilon " + loss.epsilon().toPlainString() + ", delta " + loss.delta())
                            .orElse(PersonDecision.NO_GUARANTEE + ", because: "
                                    + task.demand().privacyWaiver().orElse("nothing is said")),
                    task.demand().retention().map(Object::toString),
                    task.demand().dpia().map(digest -> digest.hex()),
                    task.demand().notBefore().toString(),
                    task.demand().expiry().toString(),
                    task.decision());
        }

        void print(PrintWriter out) {
            out.printf("%s  session %s%n", task, session.substring(0, 12));
            out.printf("  waits since   %s: %s%n", asked, why);
            out.printf("  purpose       %s%n", purpose);
            out.printf("  legal basis   %s%n", legalBasis);
            out.printf("  computations  %s, %d rounds at most%n", String.join(", ", computations), rounds);
            out.printf("  columns       %s%n", String.join(", ", columns));
            out.printf("  every sum     %d inputs at the least%n", minSurvivors);
            out.printf("  privacy       %s%n", privacy);
            out.printf("  result kept   %s%n", retention.orElse("for a time that is not said"));
            out.printf("  from, until   %s, %s%n", from, until);
            decision.ifPresent(said -> out.printf("  decision      %s%n", PolicyOptions.line(said)));
        }
    }

    @Override
    public Integer call() {
        List<Waiting> waiting = options.tasks().stream()
                .filter(task -> all || task.decision().isEmpty())
                .map(Waiting::of)
                .toList();
        PrintWriter out = spec.commandLine().getOut();
        if (json.asked()) {
            json.print(out, waiting);
            return ExitCode.OK.value();
        }
        waiting.forEach(task -> task.print(out));
        if (waiting.isEmpty()) {
            out.println("no task waits for a person");
        }
        out.flush();
        return ExitCode.OK.value();
    }
}
