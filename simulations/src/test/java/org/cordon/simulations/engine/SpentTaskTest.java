// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.engine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A task whose charter grants fewer sums than it turns out to need. */
@Timeout(120)
class SpentTaskTest {
    @Test
    void aTaskEndsWhenTooFewMembersAreLeftWhoseGrantIsNotSpent() {
        assertThatThrownBy(() -> new LocalTask().run(3, 3, 2, UnaryOperator.identity()))
                .hasMessageContaining("sums that its charter grants are spent at members")
                .hasMessageContaining("submit a new version of its charter");
    }
}
