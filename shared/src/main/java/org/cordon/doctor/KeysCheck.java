// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.doctor;

import java.util.Optional;
import org.cordon.config.NodeConfig;
import org.cordon.config.NodeFiles;

/** The node directory is whole, and its private keys can be unlocked and belong to its certificate. */
public final class KeysCheck implements Check {
    @Override
    public Topic topic() {
        return Topic.KEYS;
    }

    @Override
    public Optional<Finding> examine(Setting setting) {
        Optional<NodeConfig> node = setting.node();
        if (node.isEmpty()) {
            return Optional.empty();
        }
        try (NodeFiles files = node.get().open(setting.clock())) {
            return Optional.of(Finding.passed("unlocked; they are those of "
                    + files.identity().chain().get(0).getSubjectX500Principal().getName()));
        }
    }
}
