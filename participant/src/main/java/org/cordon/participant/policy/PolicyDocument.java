// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.policy;

import org.cordon.config.ConfigDocument;

/** {@code policy.yaml}. */
public final class PolicyDocument implements ConfigDocument {
    @Override
    public String name() {
        return "policy";
    }

    @Override
    public String purpose() {
        return "What may run on an exchange's rows, whatever was approved elsewhere; participant.yaml names this file.";
    }

    @Override
    public Class<? extends Record> type() {
        return PolicyFile.class;
    }
}
