// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.node;

import java.io.IOException;
import java.util.Optional;
import org.cordon.coordinator.store.StoreInspection;
import org.cordon.doctor.Check;
import org.cordon.doctor.Finding;
import org.cordon.doctor.Setting;
import org.cordon.doctor.Topic;

/** The coordinator's store is whole. */
public final class StoreCheck implements Check {
    @Override
    public Topic topic() {
        return Topic.DATABASE;
    }

    @Override
    public Optional<Finding> examine(Setting setting) throws IOException {
        Optional<CoordinatorConfig> config = setting.config(CoordinatorConfig.class);
        if (config.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                config.get().database().isPresent()
                        ? StoreInspection.of(config.get().database().get())
                        : StoreInspection.of(config.get().data().orElseThrow()));
    }
}
