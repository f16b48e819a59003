// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TrainBenchTest {
    @Test
    void measuresBothModelsBothBatchesAndBothOptimisers() {
        List<TrainBench.Row> rows = TrainBench.run(new TrainBench.Effort(1, 5, 5));
        assertThat(rows)
                .extracting(row -> row.model() + " " + row.batch() + " " + row.optimiser())
                .containsExactlyInAnyOrder(
                        "mlp 32 sgd",
                        "mlp 32 adam",
                        "mlp 256 sgd",
                        "mlp 256 adam",
                        "autoencoder 32 sgd",
                        "autoencoder 32 adam",
                        "autoencoder 256 sgd",
                        "autoencoder 256 adam");
        assertThat(rows).allMatch(row -> row.microsPerStep() > 0 && row.dl4jFitMicrosPerStep() > 0);
    }

    @Test
    void aLineIsJson() {
        assertThat(new TrainBench.Row("mlp", 32, "adam", 71.54, 817.8).toJson())
                .isEqualTo("{\"model\": \"mlp\", \"batch\": 32, \"optimiser\": \"adam\", \"microsPerStep\": 71.5, "
                        + "\"dl4jFitMicrosPerStep\": 817.8}");
    }
}
