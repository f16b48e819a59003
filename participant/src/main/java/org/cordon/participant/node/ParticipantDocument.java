// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.node;

import org.cordon.config.ConfigDocument;

/** {@code participant.yaml}. */
public final class ParticipantDocument implements ConfigDocument {
    @Override
    public String name() {
        return "participant";
    }

    @Override
    public String purpose() {
        return "What 'cordon participant run --config participant.yaml' is started with.";
    }

    @Override
    public Class<? extends Record> type() {
        return ParticipantConfig.class;
    }
}
