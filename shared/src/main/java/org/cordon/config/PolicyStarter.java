// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.config;

/**
 * The policy that an exchange begins with: the computations that come with Cordon, no sums without differential privacy.
 *
 * @param minHonest honest inputs in every sum, at the least
 */
public record PolicyStarter(String exchange, int minHonest) {
    /** The YAML of {@code policy.yaml}. */
    public String text() {
        return """
                # What may run on the rows of %s, whatever was approved elsewhere.
                # Waiting tasks: cordon participant policy queue --config participant.yaml
                allow:                        # a charter runs if every name in it is covered; * ends a beginning
                  # tasks: ["fraud-*"]        # default: any
                  computations: [scaling, network, evaluation]
                  # columns: [amount, hour]   # default: every column of the file but the dropped
                # queue: {computations: [evaluation]} # one of these: a person decides
                # refuse: {columns: [iban]}   # one of these: refused
                otherwise: refuse             # the rest: refuse, or queue for a person
                acceptCountsWithoutDp: false  # true: take part without a privacy guarantee
                acceptExternalTrainer: false  # true: a program of your own may train on the rows
                requireDpia: false            # true: charters must name an impact assessment
                limits:                       # nobody lifts these but whoever edits this file
                  minHonest: %d                # honest inputs in every sum, at the least
                  # minCohort: 4              # inputs in every sum, at the least
                  rounds: 1000                # of one task
                  # roundsADay: 500           # of all tasks in any 24 hours
                  # epsilon: 8                # of one task with differential privacy
                  # delta: 0.000001
                  # epsilonOfAllTasks: 20     # of all tasks together
                  # columns: 64               # of one task
                  # retention: P365D          # of the result
                  # cpuARound: PT10M          # processor time for one contribution
                # hours: {from: "22:00", to: "06:00", zone: Europe/Zurich}
                """.formatted(exchange, minHonest);
    }
}
