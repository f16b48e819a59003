// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.node;

import java.util.Optional;
import org.cordon.doctor.Check;
import org.cordon.doctor.Finding;
import org.cordon.doctor.Ports;
import org.cordon.doctor.Setting;
import org.cordon.doctor.Topic;

/** The coordinator can listen where people, and nodes that join, dial in. */
public final class PeoplePortCheck implements Check {
    @Override
    public Topic topic() {
        return Topic.PORTS;
    }

    @Override
    public String detail() {
        return "people";
    }

    @Override
    public Optional<Finding> examine(Setting setting) {
        return setting.config(CoordinatorConfig.class)
                .map(CoordinatorConfig::listen)
                .map(listen -> Ports.examine("listen.consortiumPort", listen.host(), listen.consortiumPort()));
    }
}
