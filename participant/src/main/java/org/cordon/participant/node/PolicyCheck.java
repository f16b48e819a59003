// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.node;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.cordon.doctor.Check;
import org.cordon.doctor.Finding;
import org.cordon.doctor.Setting;
import org.cordon.doctor.Topic;
import org.cordon.participant.policy.PolicyFile;

/** What the exchange's policy lets in, and whether without a privacy guarantee. */
public final class PolicyCheck implements Check {
    @Override
    public Topic topic() {
        return Topic.POLICY;
    }

    @Override
    public Optional<Finding> examine(Setting setting) {
        return setting.config(ParticipantConfig.class).map(PolicyCheck::examine);
    }

    private static Finding examine(ParticipantConfig config) {
        PolicyFile file = PolicyFile.read(config.policy());
        return file.over(Set.of()).acceptCountsWithoutDp()
                ? Finding.warning(
                        "NO PRIVACY GUARANTEE: " + config.policy() + " accepts sums without differential privacy",
                        "If that is not meant, set acceptCountsWithoutDp to false")
                : Finding.passed("allows " + String.join(", ", file.allow().computations()) + "; at most "
                        + file.limits().rounds() + " sums of a task, at least "
                        + file.limits().minHonest()
                        + " honest inputs in each; otherwise "
                        + file.otherwise().name().toLowerCase(Locale.ROOT));
    }
}
