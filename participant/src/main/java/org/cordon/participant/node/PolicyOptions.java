// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.node;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.config.ConfigFile;
import org.cordon.participant.policy.AskedTask;
import org.cordon.participant.policy.Decisions;
import org.cordon.participant.policy.PersonDecision;
import org.cordon.participant.policy.PersonDecision.Choice;
import picocli.CommandLine.Option;

/** What the commands on the policy have in common; they work whether or not the node runs. */
final class PolicyOptions {
    private static final int SHORTEST_PREFIX = 12;

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The participant's configuration.")
    private Path file;

    @SuppressWarnings("NullAway") // picocli sets the file
    PolicyOptions() {}

    ParticipantConfig config() {
        return ConfigFile.read(file, ParticipantConfig.class);
    }

    /** Every charter that was left to a person. */
    List<AskedTask> tasks() {
        try {
            return decisions().all();
        } catch (IOException unreadable) {
            throw failure(unreadable);
        }
    }

    /** Keeps what a person says about the one charter that {@code which} names. */
    PersonDecision decide(String which, Choice choice, Optional<String> because) {
        AskedTask task = find(which);
        if (choice == Choice.ACCEPT && task.demand().hasNoPrivacyGuarantee() && because.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    PersonDecision.NO_GUARANTEE + ": task " + task.demand().name()
                            + " opens sums without differential privacy",
                    "Say why it may run all the same with --because TEXT");
        }
        Optional<PersonDecision> before = task.decision().filter(said -> said.decision() == choice);
        if (before.isPresent()) {
            return before.get();
        }
        try {
            Instant now = InstantSource.system().instant();
            return decisions()
                    .decide(task, choice, because.orElse(""), now)
                    .orElseThrow(() -> new CommandFailure(
                            ExitCode.CHECK_FAILED,
                            "task " + task.demand().name() + " was decided by somebody else in this moment",
                            "Look at 'cordon participant policy queue --all' and decide again"));
        } catch (IllegalArgumentException wrong) {
            throw new CommandFailure(
                    ExitCode.USAGE, String.valueOf(wrong.getMessage()), "Say it in fewer words", wrong);
        } catch (IOException unwritable) {
            throw failure(unwritable);
        }
    }

    private AskedTask find(String which) {
        boolean digest = which.length() >= SHORTEST_PREFIX && which.matches("[0-9a-f]+");
        List<AskedTask> found = tasks().stream()
                .filter(task -> task.demand().name().equals(which)
                        || (digest && task.session().hex().startsWith(which)))
                .toList();
        if (found.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    "no task " + which + " was left to a person",
                    "Name a task or at least 12 digits of a session that 'cordon participant policy queue --all' shows");
        }
        if (found.size() > 1) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    which + " names " + found.size() + " charters, but a decision is on one: "
                            + found.stream()
                                    .map(task -> task.session().hex().substring(0, SHORTEST_PREFIX))
                                    .toList(),
                    "Name one by the digits of its session");
        }
        return found.get(0);
    }

    private Decisions decisions() throws IOException {
        return Decisions.open(config().decisions());
    }

    static String line(PersonDecision said) {
        return said.task() + "  " + said.session().substring(0, SHORTEST_PREFIX) + "  " + said.decision() + "  "
                + said.at() + "  " + said.by() + ": " + said.because()
                + (said.privacy().isEmpty() ? "" : "  " + said.privacy());
    }

    private static CommandFailure failure(IOException cause) {
        return new CommandFailure(
                ExitCode.UNREADABLE_INPUT,
                String.valueOf(cause.getMessage()),
                "Run this as the user that runs the node, and leave the files in the decisions directory as they are",
                cause);
    }
}
