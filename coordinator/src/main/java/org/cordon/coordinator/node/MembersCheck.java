// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.node;

import java.util.List;
import java.util.Optional;
import org.cordon.cli.CommandFailure;
import org.cordon.config.NodeFiles;
import org.cordon.doctor.Check;
import org.cordon.doctor.Finding;
import org.cordon.doctor.Setting;
import org.cordon.doctor.Topic;
import org.cordon.member.Member;

/** The node directory is the coordinator's, and there are members to dial in. */
public final class MembersCheck implements Check {
    @Override
    public Topic topic() {
        return Topic.PEERS;
    }

    @Override
    public Optional<Finding> examine(Setting setting) {
        return setting.config(CoordinatorConfig.class).flatMap(config -> examine(config, setting));
    }

    private static Optional<Finding> examine(CoordinatorConfig config, Setting setting) {
        try (NodeFiles files = config.open(setting.clock())) {
            List<String> names = files.consortium().current().manifest().members().stream()
                    .map(Member::name)
                    .toList();
            return Optional.of(Finding.passed(names.size() + " members may dial in: " + String.join(", ", names)));
        } catch (CommandFailure unopened) {
            return Optional.empty(); // the check of the keys says it
        }
    }
}
