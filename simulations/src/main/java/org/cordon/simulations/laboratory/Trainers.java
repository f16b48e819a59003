// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.laboratory;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.participant.process.Arguments;
import org.cordon.participant.process.ExternalTrainer;
import org.cordon.simulations.experiment.Experiment;

/** External trainers of experiments. */
final class Trainers {
    /** Somebody who watches stops a hanging program sooner; this is for sweeps at night. */
    private static final Duration TIMEOUT = Duration.ofHours(1);

    private Trainers() {}

    /** The program that the experiment names, starting in {@code home}. */
    static ExternalTrainer start(Experiment.Trainer named, Path home, Consumer<String> told) {
        ExternalTrainer.Settings settings = new ExternalTrainer.Settings(
                Arguments.parse(named.process()), home.toAbsolutePath(), TIMEOUT, Optional.empty());
        if (settings.program().isEmpty()) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    "trainer.process must begin with a program in " + home + " or on the PATH, but was "
                            + named.process(),
                    "Install it, or correct the experiment's file; no shell reads it");
        }
        return new ExternalTrainer(settings, told);
    }
}
