// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.doctor;

import java.util.Optional;

/** The configuration file can be read, and says nothing unsafe. */
public final class ConfigurationCheck implements Check {
    @Override
    public Topic topic() {
        return Topic.CONFIGURATION;
    }

    @Override
    public Optional<Finding> examine(Setting setting) {
        setting.unreadable().ifPresent(failure -> {
            throw failure;
        });
        return setting.file().map(file -> Finding.passed("a " + setting.role().orElse("node") + "'s: " + file));
    }
}
