// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.task;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cordon.suite.Digest;

/**
 * What a charter asks of an exchange, as far as a policy has a say in it.
 *
 * @param controllers who is responsible for the data
 * @param computations in the order of the stages
 * @param columns features in their order, then the label
 * @param rounds sums that may be opened, at the most
 * @param minSurvivors inputs in every sum, at the least
 * @param privacy the loss that the task may cause one customer, if it keeps to one
 * @param privacyWaiver why it keeps to none, if it does not
 * @param dpia digest of the data-protection impact assessment
 * @param retention how long results may be kept after the task
 */
public record Demand(
        String name,
        int version,
        List<String> controllers,
        String purpose,
        String legalBasis,
        List<String> computations,
        List<String> columns,
        int rounds,
        int minSurvivors,
        Optional<PrivacyGrant> privacy,
        Optional<String> privacyWaiver,
        Optional<Digest> dpia,
        Duration retention,
        Instant notBefore,
        Instant expiry) {
    public Demand {
        controllers = List.copyOf(controllers);
        computations = List.copyOf(computations);
        columns = List.copyOf(columns);
    }

    /** What {@code charter} asks. */
    public static Demand of(Charter charter) {
        return new Demand(
                charter.name(),
                charter.version(),
                charter.controllers(),
                charter.purpose(),
                charter.legalBasis(),
                charter.stages().stream().map(Stage::computation).toList(),
                Stream.concat(charter.columns().stream(), charter.label().stream())
                        .toList(),
                charter.maxRounds(),
                charter.minSurvivors(),
                charter.privacy().map(PrivacyGrant::of),
                charter.privacyWaiver(),
                charter.dpia(),
                charter.retention(),
                charter.notBefore(),
                charter.expiry());
    }

    /** Whether sums are opened without differential privacy. */
    public boolean hasNoPrivacyGuarantee() {
        return privacy.isEmpty();
    }
}
