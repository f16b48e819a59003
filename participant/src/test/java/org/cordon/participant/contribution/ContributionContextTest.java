// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cordon.participant.data.Table;
import org.cordon.participant.training.DenseTrainer;
import org.cordon.suite.Bytes;
import org.junit.jupiter.api.Test;

class ContributionContextTest {
    private static final Table ROWS = Table.of(List.of("a"), 1, new float[1], Optional.empty());

    private final ContributionContext context = new ContributionContext(1, new DenseTrainer());
    private final List<String> made = new ArrayList<>();

    private String ask(String purpose, int key) {
        return context.derived(purpose, String.class, ROWS, Bytes.wrap(new byte[] {(byte) key}), () -> {
            made.add(purpose + key);
            return purpose + key;
        });
    }

    @Test
    void whatAStageNeedsInEveryRoundIsMadeOnce() {
        for (int round = 0; round < 3; round++) {
            assertThat(ask("bins", 1)).isEqualTo("bins1");
            assertThat(ask("held-out bins", 1)).isEqualTo("held-out bins1");
        }
        assertThat(made).containsExactly("bins1", "held-out bins1");
    }

    /** A charter of many stages would hold a copy of the rows for each kind of them. */
    @Test
    void whatAStageBeforeMadeIsForgotten() {
        ask("scaled", 1);
        ask("fitted", 1);
        ask("fitted", 2);
        ask("scaled", 1);
        ask("training", 1);
        ask("fitted", 2);
        assertThat(made).containsExactly("scaled1", "fitted1", "fitted2", "training1", "fitted2");
    }

    @Test
    void whatIsMadeOfSomethingElseMadeIsRememberedWithIt() {
        for (int round = 0; round < 2; round++) {
            context.derived("fitted", String.class, ROWS, Bytes.EMPTY, () -> ask("scaled", 1) + " fitted");
            ask("scaled", 1);
        }
        assertThat(made).containsExactly("scaled1");
    }
}
