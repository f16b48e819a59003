// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.node;

import java.util.Optional;
import org.cordon.doctor.Check;
import org.cordon.doctor.Finding;
import org.cordon.doctor.Setting;
import org.cordon.doctor.Topic;

/** What the exchange's policy lets in, and whether without a privacy guarantee. */
public final class PolicyCheck implements Check {
    @Override
    public Topic topic() {
        return Topic.POLICY;
    }

    @Override
    public Optional<Finding> examine(Setting setting) {
        return setting.config(ParticipantConfig.class).map(config -> examine(config.policy()));
    }

    private static Finding examine(ParticipantConfig.Policy policy) {
        return policy.acceptCountsWithoutDp()
                ? Finding.warning(
                        "NO PRIVACY GUARANTEE: the policy accepts sums without differential privacy",
                        "If that is not meant, set policy.acceptCountsWithoutDp to false")
                : Finding.passed("allows " + policy.computations() + ", at most " + policy.maxRounds()
                        + " sums of a task, at least " + policy.minHonest() + " honest inputs in each");
    }
}
