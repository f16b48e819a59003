// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class LocalFederationTest {
    @Test
    void fiveMembersSumThreeRounds() throws Exception {
        assertThat(new LocalTask().run(10_000, 3, UnaryOperator.identity()))
                .containsEntry("sum/first", 15.0)
                .containsEntry("sum/last", 15.0);
    }
}
