// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.node;

import java.util.Optional;
import org.cordon.cli.CommandFailure;
import org.cordon.doctor.Check;
import org.cordon.doctor.Finding;
import org.cordon.doctor.Setting;
import org.cordon.doctor.Topic;

/** The program that trains in the place of Cordon, if there is one: the policy accepts it, and it is there. Does not start it. */
public final class TrainerCheck implements Check {
    @Override
    public Topic topic() {
        return Topic.POLICY;
    }

    @Override
    public String detail() {
        return "trainer";
    }

    @Override
    public Optional<Finding> examine(Setting setting) {
        return setting.config(ParticipantConfig.class)
                .flatMap(config -> config.trainer().map(trainer -> examine(config, trainer)));
    }

    private static Finding examine(ParticipantConfig config, ParticipantConfig.Trainer trainer) {
        try {
            OwnTrainer.of(config, line -> {}).close();
            return Finding.passed(
                    "'" + trainer.process() + "' gets the rows of every task that trains, with this node's rights");
        } catch (CommandFailure refused) {
            return Finding.failed(refused);
        }
    }
}
