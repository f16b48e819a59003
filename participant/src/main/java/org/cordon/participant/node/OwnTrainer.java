// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.node;

import java.util.Optional;
import java.util.function.Consumer;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.participant.contribution.LocalTrainer;
import org.cordon.participant.policy.PolicyFile;
import org.cordon.participant.process.Arguments;
import org.cordon.participant.process.ExternalTrainer;
import org.cordon.participant.training.NetworkTrainer;

/**
 * What trains networks at this exchange: Cordon, or the program that its own configuration names and its own policy accepts.
 *
 * <p><b>Guarantees.</b> Nothing but those two files is asked, so that no charter and no coordinator names a program.
 */
final class OwnTrainer implements AutoCloseable {
    private final Optional<ExternalTrainer> external;

    private OwnTrainer(Optional<ExternalTrainer> external) {
        this.external = external;
    }

    /** @param told takes what a program writes to stderr */
    static OwnTrainer of(ParticipantConfig config, Consumer<String> told) {
        return new OwnTrainer(config.trainer().map(named -> new ExternalTrainer(settings(config, named), told)));
    }

    private static ExternalTrainer.Settings settings(ParticipantConfig config, ParticipantConfig.Trainer named) {
        PolicyFile policy = PolicyFile.read(config.policy());
        if (!policy.acceptExternalTrainer()) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    "the configuration names the trainer '" + named.process() + "', which the policy must accept, but "
                            + config.policy() + " does not",
                    "Set acceptExternalTrainer: true there, or leave trainer out of the configuration");
        }
        ExternalTrainer.Settings settings = new ExternalTrainer.Settings(
                Arguments.parse(named.process()),
                named.directory(),
                named.timeout(),
                policy.limits().cpuARound());
        if (settings.program().isEmpty()) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    "trainer.process must begin with a program in " + named.directory() + " or on the PATH, but was "
                            + named.process(),
                    "Install it for the node's user, or correct trainer in the configuration; no shell reads it");
        }
        return settings;
    }

    LocalTrainer trainer() {
        return external.<LocalTrainer>map(trainer -> trainer).orElseGet(NetworkTrainer::new);
    }

    @Override
    public void close() {
        external.ifPresent(ExternalTrainer::close);
    }
}
