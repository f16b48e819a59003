// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.node;

import org.cordon.config.ConfigDocument;

/** {@code coordinator.yaml}. */
public final class CoordinatorDocument implements ConfigDocument {
    @Override
    public String name() {
        return "coordinator";
    }

    @Override
    public String purpose() {
        return "What 'cordon coordinator serve --config coordinator.yaml' is started with.";
    }

    @Override
    public Class<? extends Record> type() {
        return CoordinatorConfig.class;
    }
}
