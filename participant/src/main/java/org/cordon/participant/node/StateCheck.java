// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.node;

import java.io.IOException;
import java.util.Optional;
import org.cordon.doctor.Check;
import org.cordon.doctor.Finding;
import org.cordon.doctor.Setting;
import org.cordon.doctor.Topic;
import org.cordon.participant.store.StoreInspection;

/** The participant's store is whole. */
public final class StateCheck implements Check {
    @Override
    public Topic topic() {
        return Topic.DATABASE;
    }

    @Override
    public Optional<Finding> examine(Setting setting) throws IOException {
        Optional<ParticipantConfig> config = setting.config(ParticipantConfig.class);
        return config.isEmpty()
                ? Optional.empty()
                : Optional.of(StoreInspection.of(config.get().state()));
    }
}
