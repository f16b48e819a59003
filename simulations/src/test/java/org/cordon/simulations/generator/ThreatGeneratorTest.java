// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cordon.model.ParameterVector;
import org.cordon.participant.data.Table;
import org.junit.jupiter.api.Test;

class ThreatGeneratorTest {
    @Test
    void theSameSeedGivesTheGoldenRows() {
        GeneratedFederation federation = ThreatGenerator.generate(1);
        assertThat(ParameterVector.of(federation.test().copyValues()).digest().hex())
                .isEqualTo("e80b560eadd30cc7a6be2638cb0e12ce0a0dc75c2a659b2ecd7d9a306f6a2855");
        assertThat(ThreatGenerator.generate(2).test().copyValues())
                .isNotEqualTo(federation.test().copyValues());
    }

    @Test
    void fiveExchangesHaveEachSeenTwoOfFiveAttacksAndFewPositives() {
        GeneratedFederation federation = ThreatGenerator.generate(3);
        assertThat(federation.exchanges()).hasSize(5);
        for (GeneratedFederation.Exchange exchange : federation.exchanges()) {
            Table rows = exchange.rows();
            assertThat(exchange.seen()).hasSize(2);
            assertThat(rows.features()).isEqualTo(24);
            assertThat((double) rows.positives() / rows.rows()).isBetween(0.02, 0.04);
        }
        List<AttackKind> seen = federation.exchanges().stream()
                .flatMap(exchange -> exchange.seen().stream())
                .distinct()
                .toList();
        assertThat(seen).containsExactlyInAnyOrder(AttackKind.values());
    }

    @Test
    void amountsAreHeavyTailed() {
        Table test = ThreatGenerator.generate(4).test();
        double largest = 0;
        double sum = 0;
        for (int row = 0; row < test.rows(); row++) {
            largest = Math.max(largest, test.value(row, 0));
            sum += test.value(row, 0);
        }
        assertThat(largest).isGreaterThan(30 * sum / test.rows());
    }
}
